import { beforeEach, expect, test, vi } from "vitest";
import { emptyDraft, MAX_STYLES } from "./draft";

const kept = new Map<string, string>();
vi.stubGlobal("localStorage", {
  getItem: (name: string) => kept.get(name) ?? null,
  setItem: (name: string, value: string) => kept.set(name, value),
  removeItem: (name: string) => kept.delete(name),
});

/** The store as a freshly opened page has it. */
async function openPage() {
  vi.resetModules();
  return import("./composer-store");
}

beforeEach(() => kept.clear());

test("the draft starts empty and reads nothing before it is told to, so that both first paints agree", async () => {
  const first = await openPage();
  first.restoreDraft("usr_a");
  first.useComposer.getState().patch({ prompt: "a hill" });
  const second = await openPage();
  expect(second.useComposer.getState().draft).toEqual(emptyDraft);
  second.restoreDraft("usr_a");
  expect(second.useComposer.getState().draft.prompt).toBe("a hill");
});

test("words typed before scripts had come win over the kept ones, once", async () => {
  const first = await openPage();
  first.restoreDraft("usr_a");
  first.useComposer.getState().patch({ prompt: "kept", count: 2 });
  const second = await openPage();
  second.restoreDraft("usr_a", "typed early");
  expect(second.useComposer.getState().draft).toMatchObject({ prompt: "typed early", count: 2 });
  second.useComposer.getState().patch({ prompt: "" });
  second.restoreDraft("usr_a", "typed early");
  expect(second.useComposer.getState().draft.prompt).toBe("");
});

test("the next person on a shared browser does not see the last one's draft", async () => {
  const first = await openPage();
  first.restoreDraft("usr_a");
  first.useComposer.getState().patch({ prompt: "secret" });
  const second = await openPage();
  second.restoreDraft("usr_b");
  expect(second.useComposer.getState().draft).toEqual(emptyDraft);
  expect(kept.get(second.DRAFT_STORAGE_KEY)).not.toContain("secret");
});

test.each([
  ["no JSON", "{"],
  ["another version", JSON.stringify({ version: 0, state: { owner: "usr_a", draft: emptyDraft } })],
  ["a draft out of range", JSON.stringify({ version: 1, state: { draft: { ...emptyDraft, count: 99 } } })],
  ["no draft", JSON.stringify({ version: 1, state: 7 })],
])("storage with %s gives an empty draft", async (_, text) => {
  const error = vi.spyOn(console, "error").mockImplementation(() => {});
  const { useComposer, restoreDraft, DRAFT_STORAGE_KEY } = await openPage();
  kept.set(DRAFT_STORAGE_KEY, text);
  restoreDraft("usr_a");
  expect(useComposer.getState().draft).toEqual(emptyDraft);
  error.mockRestore();
});

test("a full or forbidden storage does not disturb typing", async () => {
  const { useComposer, restoreDraft } = await openPage();
  restoreDraft("usr_a");
  const full = vi.spyOn(localStorage, "setItem").mockImplementation(() => {
    throw new DOMException("full", "QuotaExceededError");
  });
  useComposer.getState().patch({ prompt: "still here" });
  expect(useComposer.getState().draft.prompt).toBe("still here");
  full.mockRestore();
});

test("a style is chosen and let go by the same press, and the ninth is not taken", async () => {
  const { useComposer } = await openPage();
  const { toggleStyle } = useComposer.getState();
  toggleStyle("ink-wash");
  toggleStyle("neon");
  toggleStyle("ink-wash");
  expect(useComposer.getState().draft.styleTags).toEqual(["neon"]);
  for (let index = 0; index < MAX_STYLES; index += 1) toggleStyle(`tag-${index}`);
  expect(useComposer.getState().draft.styleTags).toHaveLength(MAX_STYLES);
});

test("filling from elsewhere is told apart from typing", async () => {
  const { useComposer } = await openPage();
  const { fill, patch } = useComposer.getState();
  patch({ prompt: "typed" });
  expect(useComposer.getState().fills).toBe(0);
  fill({ prompt: "reused", count: 2 });
  expect(useComposer.getState()).toMatchObject({
    fills: 1,
    draft: { ...emptyDraft, prompt: "reused", count: 2 },
  });
});

test("references are kept with the draft, each once, also those that arrive while the page goes on", async () => {
  const [a, b] = ["a", "b"].map((letter) => `img_${letter.repeat(26)}`) as [string, string];
  const page = await openPage();
  page.restoreDraft("usr_a");
  page.useComposer.getState().addReferences([a]);
  page.useComposer.getState().addReferences([b, a]);
  const next = await openPage();
  next.restoreDraft("usr_a");
  expect(next.useComposer.getState().draft.references).toEqual([a, b]);
});
