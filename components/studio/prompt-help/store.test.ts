import { beforeEach, expect, test } from "vitest";
import { useComposer } from "../composer-store";
import { emptyDraft } from "../draft";
import { usePromptHelp } from "./store";

const prompt = () => useComposer.getState().draft.prompt;
const help = () => usePromptHelp.getState();

beforeEach(() => {
  useComposer.setState({ owner: "usr_1", draft: { ...emptyDraft, prompt: "远山", styleTags: ["ink-wash"] } });
  usePromptHelp.setState({ proposal: null, accepted: null });
});

test("a proposal changes nothing until it is accepted", () => {
  help().propose({ before: "远山", after: "晨雾里的远山" });
  expect(prompt()).toBe("远山");
  help().discard();
  expect(help().proposal).toBeNull();
  expect(prompt()).toBe("远山");
});

test("accepting takes the words as they were edited, leaves the other settings, and can be taken back", () => {
  help().propose({ before: "远山", after: "晨雾里的远山" });
  help().accept("晨雾里的远山，留白");
  expect(useComposer.getState().draft).toMatchObject({
    prompt: "晨雾里的远山，留白",
    styleTags: ["ink-wash"],
  });
  expect(help().proposal).toBeNull();
  help().takeBack();
  expect(prompt()).toBe("远山");
  expect(help().accepted).toBeNull();
});

test("taking back returns what was typed while the proposal was open", () => {
  help().propose({ before: "远山", after: "晨雾里的远山" });
  useComposer.getState().patch({ prompt: "远山与海" });
  help().accept("晨雾里的远山");
  help().takeBack();
  expect(prompt()).toBe("远山与海");
});
