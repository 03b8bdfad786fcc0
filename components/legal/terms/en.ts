import type { LegalDocument, LegalFacts, LegalSection } from "../text";

/** Who agrees, and what binds both sides. */
const binding = ({ operatorName, siteUrl, labelText }: LegalFacts): LegalSection[] => [
  {
    id: "parties",
    title: "1. Who agrees",
    blocks: [
      `You conclude this agreement with ${operatorName ?? "the operator of this site"} (“we”). It covers ${siteUrl}, its apps, the member pages in WeChat and the programming interfaces (together “Xintu”). By signing up, signing in or paying you say that you have read and accept this agreement, the privacy policy and the refund rules.`,
      "When we change this agreement, the date of its version on this page changes. Changes that take rights from you or add duties are announced in the product beforehand. If you do not accept a change you may delete your account before it takes effect; what is unused is handled by the refund rules.",
    ],
  },
  {
    id: "account",
    title: "2. Your account",
    blocks: [
      "You sign up with an email address or sign in with WeChat. Give an address that works, and look after your password, your WeChat and your API keys: what is done with them counts as done by you. If somebody else uses them, change the password, end the other sessions in the settings, revoke the keys, and tell us.",
      "The account is for you alone and may not be transferred or rented out. Where the law asks for proof of identity, please give it when you are asked; otherwise we cannot open that feature to you.",
    ],
  },
  {
    id: "content",
    title: "3. Your content and your images",
    blocks: [
      "Your prompts, the pictures you upload and the images you get are yours as far as the law allows. We claim no rights in them and do not train models on them. You assure us that you may use what you upload and describe, including people's likenesses, trademarks and other people's works.",
      "To provide the service you permit us to store, process, transmit and show this content as far as that needs it: hand prompts and reference pictures to the vendor of the model you chose, make thumbnails, add labels, and publish or share what you ask us to. This permission ends when the content has been removed.",
      "Results are computed by models. They may resemble other people's and may contain errors. Check them before you use them in medicine, law, news and the like.",
    ],
  },
  {
    id: "labels",
    title: "4. Labels on AI-generated content",
    blocks: [
      `Under the Measures for Labelling AI-Generated and Synthetic Content and the mandatory standard GB 45438-2025 every image file that leaves Xintu is labelled: a visible text, “${labelText}”, at an edge of the picture, and one label in the metadata that names the kind of content, the code of the provider and the number of the content. This holds for pictures on pages, downloads, archives and what the interfaces return.`,
      "You must keep to the following:",
      [
        "Do not maliciously remove, alter, forge or hide labels, do not offer tools or services for doing so, and do not harm others by improper labels.",
        "When you publish these images on another platform, declare that they are generated content and use that platform's labelling feature.",
        "When pictures are uploaded to Xintu we read their metadata. Where a label is found, the picture is marked as AI-generated; where you declare that it was made with AI, as possibly AI-generated; where there is neither but traces of generation are found, as suspected. When you upload and publish pictures of your own, you must declare truthfully where they come from.",
        "When a published image is passed on, we add the code of the propagator and the number of the content to the metadata.",
      ],
      "Where you need it, you may ask for a file without the visible label under Article 9 of the Measures. You then state what it is for and accept that the duty to label is yours: you add a visible label before you pass it on in public. The label in the metadata stays. We keep a record of who asked, the image, the purpose, the time and the network address for at least six months, and give it to the authorities where the law requires it.",
    ],
  },
  {
    id: "conduct",
    title: "5. What is not allowed",
    blocks: [
      "You may not use Xintu to make, upload, publish or share content that",
      [
        "endangers national security, honour or interests, incites secession or subversion, or promotes terrorism, extremism, ethnic hatred or discrimination;",
        "is obscene, shows extreme violence or instigates crime, or sexualises children in any form;",
        "impersonates others, uses their likeness or private life without consent, insults or defames them;",
        "is false news, material for fraud, or synthetic content apt to mislead the public;",
        "infringes copyright, trademarks or other rights;",
        "is prohibited by laws or regulations in any other way.",
      ],
      "Nor may you get around limits of use, price or safety, inflate likes or downloads by machines, disturb the service, probe other people's data, or resell accounts or interfaces. Where we find this we may refuse a generation, remove content, restrict features, suspend or end the account, and keep records and report to the authorities as the law requires.",
    ],
  },
];

/** Publishing, money, programs, and minors. */
const dealings = (): LegalSection[] => [
  {
    id: "publishing",
    title: "6. Publishing, review, appeals and takedown",
    blocks: [
      "Images are visible to you alone unless you publish them. When you ask for that, the prompt and the picture are checked, by programs or by a person. The outcome is one of three: it is published; it is refused with a reason; it waits for a person to decide. You may appeal once against a refusal or a takedown, and a person looks at it again.",
      "Everybody can then look at the image, like it, download it, pass on its link, reuse prompt and settings, and see your username. You can withdraw it at any time; its public address stops working at once. Files that others have downloaded cannot be called back.",
      "Publication ends when the image is moved to the trash or deleted, or when the account is deleted. An image restored from the trash is not public.",
      "Anybody can report a public image. Whoever holds that an image infringes their rights may send us proof of identity and of the right, and the address of the image; we act promptly and inform the publisher, who may answer with a statement of non-infringement.",
      "Images that you send to others by a share link are not reviewed, but this agreement applies to them; we close links that are the subject of justified complaints or break the law.",
    ],
  },
  {
    id: "payment",
    title: "7. Credits and plans",
    blocks: [
      "Generations and edits are priced in credits, and the button says the price before you send. Credits are reserved when you send, settled by the images that arrive, and the rest returns; failures cost nothing.",
      "Credits that you buy do not expire. Monthly credits of plans and credits given for free last as long as the page says; those that expire first are used first. Credits are not money, cannot be transferred and are not paid out; refunds follow the refund rules.",
      "A plan is paid once and is not renewed automatically. An upgrade takes effect at once and unused time is converted by its price; after the end there is a grace period. The price is the one shown when you order; later changes do not touch paid orders.",
      "If you enter a vendor key of your own in the settings, the vendor charges you directly and its terms apply to you.",
    ],
  },
  {
    id: "programs",
    title: "8. Apps, interfaces and sharing",
    blocks: [
      "You may bind apps on computers and phones to your account and create API keys for programs, and unbind or revoke them at any time. A key is shown once; look after it like a password. Images obtained through interfaces carry the labels as well and this agreement applies; if you offer a service to the public, the legal duties of that are yours.",
    ],
  },
  {
    id: "minors",
    title: "9. Minors",
    blocks: [
      "If you are under eighteen, read this agreement with your guardian and use the product and pay only with their consent. Under fourteen, a guardian must consent to our handling of personal information; please do not sign up otherwise. A guardian who finds an account or a payment without consent may contact us; once we have verified it, we delete the account and refund as the law provides.",
    ],
  },
];

/** What changes, what ends, and what happens in a dispute. */
const ending = ({ operatorName, contactEmail, trashDays }: LegalFacts): LegalSection[] => [
  {
    id: "service",
    title: "10. Changes and interruptions",
    blocks: [
      "Models come from several vendors and may be added, withdrawn or change in price. Maintenance, failures of vendors and force majeure interrupt the service: running generations are tried again, and those that fail in the end return all their credits. If we end the whole service, we announce it at least thirty days before, so that you can export your images, and refund what was paid and not used.",
      `Deleted images stay in the trash for ${trashDays} days and are then removed with their files; they cannot be restored. Please keep copies of what matters to you.`,
    ],
  },
  {
    id: "liability",
    title: "11. Liability",
    blocks: [
      "We provide the service as this agreement and the law require and answer for damage caused by our fault as the law provides. Complaints, penalties and compensation that follow from your breach of this agreement are yours to bear.",
      "As far as the law allows, we are not liable for indirect loss or lost profit, and our total liability is limited to what you paid in the twelve months before. This limit does not apply to intent or gross negligence, to personal injury, or where the law does not allow it, and it takes nothing from your statutory rights as a consumer.",
    ],
  },
  {
    id: "ending",
    title: "12. The end",
    blocks: [
      "You can delete your account in the settings at any time: open generations are cancelled and their credits return; images, prompts and keys are removed, except for records that the law requires us to keep, as the privacy policy says. Export your images and ask for refunds before; unused credits and plans do not outlive the account.",
      "If you seriously break this agreement we may end the service to you. We say why, and you may object. What was paid and not used is refunded under the refund rules, except for what is confiscated by law or set off against damage.",
    ],
  },
  {
    id: "law",
    title: "13. Law and disputes",
    blocks: [
      `The law of the People's Republic of China applies. Disputes are first discussed between us; failing that, the competent people's court at the seat of ${operatorName ?? "the operator"} decides. As a consumer you may also go to the court of your own residence as the law provides, or turn to a consumer organisation.`,
    ],
  },
  {
    id: "contact",
    title: "14. Contact",
    blocks: [
      contactEmail
        ? `Complaints, notices of infringement, refunds and everything else: write to ${contactEmail}. We answer within fifteen working days.`
        : "The operator has not published an email address yet; please use the channel through which you learned of this site.",
    ],
  },
];

export const termsEn: LegalDocument = (facts) => ({
  title: "User agreement",
  summary:
    "What you and the operator agree on: who may use the product, whose the images are, the AI label, how published images are reviewed, and how credits and plans work.",
  sections: [...binding(facts), ...dealings(), ...ending(facts)],
});
