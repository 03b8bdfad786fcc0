import { testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { decidePublication } from "@/lib/gallery/publishing/decide";
import { publishImages } from "@/lib/gallery/publishing/publish";
import { reportImage } from "@/lib/gallery/report";
import { makeImage } from "@/lib/images/testing-image.fixture";
import { setCheckers } from "@/lib/moderation/set-checkers";
import { addWord } from "@/lib/moderation/words/add";
import { newId } from "@/lib/platform/ids";
import { createStyleTag } from "@/lib/styles/create";
import { setStylePreview } from "@/lib/styles/previews/set";
import { asAdmin, done, reason, type WriteCase } from "./write-case.fixture";

async function handedIn(): Promise<string> {
  const { id: userId } = await insertUser({ plan: "pro" });
  const id = await makeImage(userId);
  await publishImages({ ctx: testContext(userActor(userId, "pro")), input: { ids: [id] } });
  return id;
}
async function shown(): Promise<string> {
  const id = await handedIn();
  done(await decidePublication({ ctx: testContext(), input: { id, decision: "approve" } }));
  return id;
}
async function takenDown(): Promise<string> {
  const id = await shown();
  const input = { id, decision: "take_down", reason: "other" } as const;
  done(await decidePublication({ ctx: testContext(), input }));
  return id;
}
async function reported(): Promise<string> {
  const [id, reporter] = [await shown(), await insertUser()];
  await reportImage({ ctx: testContext(userActor(reporter.id)), input: { id, reason: "other", note: "" } });
  return id;
}

const aTag = () => ({
  ...{ slug: newId("styleTag").slice(4), name: "夜市", nameEn: "Night market" },
  ...{ category: "subject" as const },
  ...{ type: "subject" as const, promptFragment: "a night market", sortOrder: 900, isOffered: true, reason },
});
const tag = async () => done(await createStyleTag({ ctx: asAdmin(), input: aTag() })).slug;
async function illustrated(): Promise<string> {
  const slug = await tag();
  done(await setStylePreview({ ctx: asAdmin(), input: { slug, imageId: await shown(), reason } }));
  return slug;
}

/** A word that nobody's prompt here has. */
const aWord = () => ({ word: newId("request"), severity: "review" as const, reason });
const word = async () => done(await addWord({ ctx: asAdmin(), input: aWord() }));

export const contentWrites: WriteCase[] = [
  {
    door: "decidePublicationAction",
    as: "letting in",
    kind: "changes",
    lines: ["publication.approve"],
    ask: async () => ({ id: await handedIn(), decision: "approve", note: reason }),
  },
  {
    door: "decidePublicationAction",
    as: "refusing",
    kind: "changes",
    lines: ["publication.reject"],
    ask: async () => ({ id: await handedIn(), decision: "reject", reason: "other", note: reason }),
  },
  {
    door: "decidePublicationAction",
    as: "taking down what was reported",
    kind: "changes",
    lines: ["gallery.reports.resolved", "publication.take_down"],
    ask: async () => ({ id: await reported(), decision: "take_down", reason: "other", note: reason }),
  },
  {
    door: "decidePublicationAction",
    as: "bringing back",
    kind: "changes",
    lines: ["publication.reinstate"],
    ask: async () => ({ id: await takenDown(), decision: "reinstate", note: reason }),
  },
  {
    door: "keepReportedAction",
    kind: "changes",
    lines: ["gallery.reports.resolved"],
    ask: async () => ({ id: await reported(), reason }),
  },
  { door: "addWordAction", kind: "makes", lines: ["moderation.word-add"], ask: aWord },
  {
    door: "addWordAction",
    as: "with another severity",
    kind: "changes",
    lines: ["moderation.word-add"],
    ask: async () => ({ word: (await word()).word, severity: "block", reason }),
  },
  {
    door: "removeWordAction",
    kind: "removes",
    lines: ["moderation.word-remove"],
    ask: async () => ({ id: (await word()).id, reason }),
  },
  {
    door: "setCheckersAction",
    kind: "changes",
    lines: ["settings.update"],
    ask: async () => {
      // Until they are set once they are as the environment says, which is null.
      await setCheckers({ ctx: asAdmin(), input: { openai: "on", bailian: "on", reason } });
      return { openai: "off", bailian: "off", reason };
    },
  },
  { door: "createStyleTagAction", kind: "makes", lines: ["styles.create"], ask: aTag },
  {
    door: "updateStyleTagAction",
    kind: "changes",
    lines: ["styles.update"],
    ask: async () => ({ ...aTag(), slug: await tag(), name: "早市" }),
  },
  {
    door: "mergeStyleTagsAction",
    kind: "changes",
    lines: ["styles.merge"],
    ask: async () => ({ slug: await tag(), into: await tag(), reason }),
  },
  {
    door: "setStylePreviewAction",
    kind: "makes",
    lines: ["styles.set-preview"],
    ask: async () => ({ slug: await tag(), imageId: await shown(), reason }),
  },
  {
    door: "setStylePreviewAction",
    as: "taking it away",
    kind: "removes",
    lines: ["styles.set-preview"],
    ask: async () => ({ slug: await illustrated(), reason }),
  },
  {
    door: "POST /api/v1/admin/styles/[slug]/preview",
    kind: "makes",
    lines: ["styles.upload-preview"],
    ask: async ({ png }) => ({ params: { slug: await tag() }, headers: { "x-reason": reason }, bytes: png }),
  },
  {
    door: "POST /api/v1/admin/styles/[slug]/preview",
    as: "in place of another",
    kind: "changes",
    lines: ["styles.upload-preview"],
    ask: async ({ png }) => ({
      ...{ params: { slug: await illustrated() }, headers: { "x-reason": reason }, bytes: png },
    }),
  },
];
