import type { LegalDocument, LegalFacts, LegalSection } from "../text";

/** What comes back, and how much of it. */
const amounts = ({ graceDays }: LegalFacts): LegalSection[] => [
  {
    id: "automatic",
    title: "1. Credits that return by themselves",
    blocks: [
      "Sending a generation or an edit only reserves credits. At the end it is settled by the images that arrived: what failed, timed out or was cancelled returns at once; of a partial success only what arrived is charged. Credits that expired while they were reserved live at least another day after their return. Every movement is in the details of your credits.",
    ],
  },
  {
    id: "packs",
    title: "2. Credit packs",
    blocks: [
      "Unused credits can be refunded. The amount is the order's remaining credits ÷ all its credits × what was paid, with fractions of a fen dropped. Example: of 1,000 credits for 100 yuan 300 are used; at most 70 yuan come back.",
      "The credits that a refund pays for are taken back from that order; several refunds take no fewer and no more than one.",
    ],
  },
  {
    id: "plans",
    title: "3. Plans",
    blocks: [
      "Unused time can be refunded, at the monthly price of its own order:",
      [
        "months that have not begun count in full;",
        "of the running month, the smaller of the remaining time and the remaining credits of that month counts;",
        "what has ended, and what an upgrade has turned into time of a higher plan, has nothing to refund.",
      ],
      `A refund takes the time from the end of the plan, with the credits that came for that time; time that waits behind it moves forward. There is no grace period of ${graceDays} days after a refund. Plans are not renewed automatically, so no renewal is ever charged.`,
    ],
  },
  {
    id: "not",
    title: "4. What is not refunded",
    blocks: [
      [
        "Credits that were used and time that has passed;",
        "credits given for signing up or in campaigns;",
        "what you paid to a vendor through a key of your own;",
        "what is confiscated by law or set off against damage after a serious breach of the user agreement.",
      ],
      "None of this applies where page or service were not as described, where you paid twice, or where we are the reason that you cannot use it: then the refund is full or partial as the case is. These rules take nothing from your statutory rights.",
    ],
  },
];

/** How it is asked for, and how the money comes back. */
const procedure = ({ operatorName, contactEmail }: LegalFacts): LegalSection[] => [
  {
    id: "how",
    title: "5. How to ask",
    blocks: [
      contactEmail
        ? `Press “Ask for a refund” beside the order under “Credits”, or in the order under “Orders” inside WeChat, or write to ${contactEmail} with the order number (under “Credits”, it begins with ord_) and what you want refunded. We answer within seven working days, and where the rules are met the refund is sent with the answer.`
        : `Press “Ask for a refund” beside the order under “Credits”, or in the order under “Orders” inside WeChat, or contact ${operatorName ?? "the operator"} with the order number (under “Credits”, it begins with ord_) and what you want refunded. Where the rules are met the refund is sent within seven working days.`,
      "You can ask within a year of paying; that is WeChat Pay's limit. After a year, contact us about another way. If you want to delete your account, ask for the refund first.",
    ],
  },
  {
    id: "money",
    title: "6. How the money comes back",
    blocks: [
      "WeChat Pay returns it the way it came: to the WeChat balance, or to the card that paid. A balance is usually quick; a card takes one to three working days as a rule, which is up to the bank. The order shows how the refund stands.",
      "The credits or the time are taken back when the refund is sent, so that they cannot be used meanwhile. Should WeChat Pay finally fail to refund, you get them back unchanged, and we agree with you on another way.",
    ],
  },
  {
    id: "orders",
    title: "7. Orders that were not paid",
    blocks: [
      "An order closes by itself when its time to pay is over, and costs nothing. If you pay in the very moment of closing, you get your credits or plan as soon as the money is here; if you no longer want them, ask for a refund under these rules.",
    ],
  },
];

export const refundsEn: LegalDocument = (facts) => ({
  title: "Refund rules",
  summary:
    "What is unused can be refunded at its original price, back to WeChat the way it came; what is used cannot. For failed generations nobody has to ask: the credits return by themselves.",
  sections: [...amounts(facts), ...procedure(facts)],
});
