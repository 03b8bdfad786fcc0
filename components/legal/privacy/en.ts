import type { LegalDocument, LegalFacts, LegalSection } from "../text";

/** What is handled, why, and who receives it. */
const handling = (facts: LegalFacts): LegalSection[] => [
  {
    id: "who",
    title: "1. Who handles it",
    blocks: [
      `${facts.operatorName ?? "The operator of this site"} (“we”) is responsible for personal information at ${facts.siteUrl}. ${
        facts.contactEmail
          ? `Write to ${facts.contactEmail} about it; we answer within fifteen working days.`
          : "The operator has not published an email address yet; please use the channel through which you learned of this site."
      }`,
    ],
  },
  {
    id: "what",
    title: "2. What we handle, and why",
    blocks: [
      [
        "Account: email address, username, display name, language and plan; of the password only a bcrypt digest. To sign you in and to reach you.",
        "WeChat: when you sign in, bind or pay with WeChat, the openid and unionid that WeChat gives us and whether you follow the official account. To recognise you, to say what became of a binding, and to send the messages you agreed to. We do not fetch your WeChat name, portrait or contacts.",
        "Creating: prompts, settings, uploaded pictures, masks, generated images and the record of how they were made, and your collections, tags, favourites and saved prompts. To generate, keep and find.",
        "Publishing and taking part: published images, outcomes and reasons of reviews, appeals, your likes, downloads and reports. To show, to review and to prevent inflated figures.",
        "Orders: what was bought, the amount, the time, WeChat Pay's number, the payer's openid, and refunds; where you pay in a phone's browser, WeChat Pay also wants your network address. We never see your bank card.",
        "Security: of sessions the browser's identification, the network address and the last activity; an audit log of important acts (passwords, refunds, keys, reviews) with the network address; name and platform of apps. To protect accounts and find out what went wrong.",
        "Keys: vendor keys that you enter are encrypted (AES-256-GCM); of API keys and passwords of share links only digests are kept; webhook addresses are used to send the notices you asked for.",
        "Files without the visible label: who asked, the image, the purpose, the time and the network address. Article 9 of the Measures for Labelling AI-Generated Content demands this record.",
      ],
      "The grounds are the contract with you, legal duties (labels, review, accounting, network logs), and your consent (WeChat messages, email notices), which you can withdraw in the settings at any time.",
    ],
  },
  {
    id: "browser",
    title: "3. What lies in your browser",
    blocks: [
      [
        `Cookies: the session (at most ${facts.sessionDays} days) and what signing in needs to be safe, the language, the appearance; and a pass after you opened a share link with its password.`,
        "Local storage: the draft you have not sent, whether you have seen the tour, commands used lately. It stays in your browser.",
        "Offline support: only scripts, styles and fonts whose content never changes, and one offline page. None of your images or data.",
      ],
      "There is no third-party code for statistics, advertising or tracking; fonts and scripts come from this site itself.",
    ],
  },
  {
    id: "recipients",
    title: "4. Who receives it",
    blocks: [
      "Only what is needed to serve you goes to",
      [
        "the vendor of the model you chose: prompts, reference pictures and pictures to edit. Vendors are named in the list of models; they may be OpenAI, Replicate, Stability AI, an interface service for Midjourney, Alibaba Cloud Bailian, or a server of the operator's own. The built-in drawing marked as “not an AI model” hands nothing to anybody. After a failure another channel to the same model is used;",
        "a language model service: the prompt, when you press “improve”, or when a model reads English only and a translation is needed;",
        "a moderation service (OpenAI or Alibaba Cloud Bailian): prompt and picture, when you ask to publish and the operator has switched it on. Otherwise people of the operator review;",
        "WeChat and WeChat Pay: the numbers and amounts that signing in, binding, messages, payments and refunds need;",
        "the mail provider: your address and the mail;",
        "receivers of webhooks that you set up, and authorities that may demand it by law.",
      ],
      "Nobody else receives it, and nothing is sold. Published images with username, prompt and settings can be seen by everybody and are found by search engines; share links are not indexed and work for whoever has them.",
    ],
  },
  {
    id: "abroad",
    title: "5. Vendors abroad",
    blocks: [
      "OpenAI, Replicate and Stability AI are outside mainland China. When you choose their models, or the operator moderates with OpenAI, what is named above is sent abroad, because your request cannot be done otherwise. If you do not want that, choose a model in China, and keep sensitive personal information out of prompts and pictures. What we send to vendors carries neither your name nor your email address nor your account number.",
    ],
  },
];

/** How long it is kept, and what a person can do about it. */
const keeping = (facts: LegalFacts): LegalSection[] => [
  {
    id: "how-long",
    title: "6. For how long",
    blocks: [
      [
        "Account, images and saved prompts: until you delete them or the account.",
        `Images in the trash: ${facts.trashDays} days, then they are removed with their files. Deleting for good and emptying the trash take effect at once.`,
        "Masks that were not used and uploads that did not finish: about a day. Links for a new password: 30 minutes.",
        `Sessions: about a month after the last activity. API keys: 90 days after their end. Notifications: ${facts.noticeDays} days; records of sending them: ${facts.deliveryDays} days.`,
        "Scans, binding codes and WeChat messages that were dealt with: 30 days.",
        "The record of files without the visible label: at least six months, also after the account is deleted.",
        "Credit entries, orders, payments and refunds, and the audit log: as long as accounting, tax and cybersecurity law demand, also after the account is deleted, but without your name and email address.",
        "Server logs: time, request number, account number and outcome, without passwords, keys and prompts; at least six months under the Cybersecurity Law.",
      ],
    ],
  },
  {
    id: "leaving",
    title: "7. Deleting the account",
    blocks: [
      "When you delete the account in the settings, this happens at once: all sessions, API keys and share links end; name, email address and password are erased; open generations are cancelled and their credits booked back; images and files (published ones too), prompts in the records of generations, saved prompts, likes, notifications and vendor keys are removed; the ties to WeChat and to apps are cut. What cannot be finished at once is finished by the same night's clean-up.",
      "The figures that accounting needs (times, counts, credits, amounts), order numbers and records required by law remain; they no longer lead to an account with a name. Copies in backups vanish as backups are replaced.",
    ],
  },
  {
    id: "rights",
    title: "8. Your rights",
    blocks: [
      [
        "See and correct: settings, history and credits show what we hold; you can change your profile yourself.",
        "Take it with you: the library offers all images with a machine-readable list.",
        "Delete and withdraw: deleting images, withdrawing publications, revoking shares, unbinding WeChat and apps, switching off notices and deleting the account are all in your hands.",
        "Ask, copy, have it explained, object to automated decisions: appeal against a refusal by machine and a person looks at it; for everything else write to us.",
      ],
      "We verify who asks first. If our answer does not satisfy you, you may complain to the cyberspace administration or go to court.",
    ],
  },
  {
    id: "minors",
    title: "9. Minors",
    blocks: [
      "The service is not meant for children under fourteen. A guardian who finds that a child has signed up without consent may contact us; once we have verified it, we delete the child's personal information.",
    ],
  },
  {
    id: "security",
    title: "10. Security",
    blocks: [
      "Originals without a label lie inside and are never served; addresses of private images open only for you when you are signed in. Passwords, keys and digests are protected as described above; connections to the outside are checked, and logs erase passwords and keys. If there is a leak, we tell you and the authorities as the law requires, with its effects and remedies.",
    ],
  },
  {
    id: "changes",
    title: "11. Changes",
    blocks: [
      "When this policy changes, so does the date of its version on this page. Changes of purpose, manner or kind are announced in the product, and where consent is needed we ask again.",
    ],
  },
];

export const privacyEn: LegalDocument = (facts) => ({
  title: "Privacy policy",
  summary:
    "Which personal information Xintu handles, why, for how long, who receives it, and how you see it, take it with you and delete it. No advertising, no tracking, nothing is sold.",
  sections: [...handling(facts), ...keeping(facts)],
});
