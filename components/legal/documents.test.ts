import { expect, test } from "vitest";
import { legalDocuments, legalNames } from "./documents";
import { LEGAL_VERSION, type LegalFacts, type LegalText } from "./text";

const silent: LegalFacts = {
  operatorName: null,
  contactEmail: null,
  siteUrl: "https://xintu.example",
  labelText: "AI生成",
  trashDays: 31,
  graceDays: 4,
  sessionDays: 33,
  noticeDays: 181,
  deliveryDays: 34,
};
const named: LegalFacts = { ...silent, operatorName: "某某科技", contactEmail: "help@xintu.example" };

/** Sections with their anchors, and whether each block is a paragraph or a list of how many points. */
const shapeOf = ({ sections }: LegalText) =>
  sections.map(({ id, blocks }) => [
    id,
    blocks.map((block) => (typeof block === "string" ? 0 : block.length)),
  ]);
const wordsOf = ({ title, summary, sections }: LegalText): string[] => [
  title,
  summary,
  ...sections.flatMap((section) => [section.title, ...section.blocks.flat()]),
];

test.each(legalNames)("%s says the same things in both languages", (name) => {
  const texts = legalDocuments[name];
  for (const facts of [silent, named])
    expect(shapeOf(texts.en(facts))).toEqual(shapeOf(texts["zh-CN"](facts)));
  const ids = texts.en(silent).sections.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)]);
});

test.each(legalNames)("%s has no empty sentence and no gap where the operator is not named", (name) => {
  for (const text of Object.values(legalDocuments[name]))
    for (const words of wordsOf(text(silent))) {
      expect(words.trim()).not.toBe("");
      expect(words).not.toMatch(/null|undefined|TODO|NaN/);
    }
});

test.each(legalNames)("%s names the operator and the address to write to", (name) => {
  for (const text of Object.values(legalDocuments[name])) {
    const words = wordsOf(text(named)).join("\n");
    expect(words).toContain("help@xintu.example");
    if (name !== "refunds") expect(words).toContain("某某科技");
  }
});

test("the agreement has the clauses that the measures on labels ask for", () => {
  const labels = legalDocuments.terms["zh-CN"](silent).sections.find(({ id }) => id === "labels");
  const words = labels?.blocks.flat().join("\n") ?? "";
  for (const clause of ["AI生成", "元数据", "恶意删除", "声明", "传播者", "第九条", "六个月"])
    expect(words).toContain(clause);
});

test("numbers come from the rules by which the product runs", () => {
  const privacy = wordsOf(legalDocuments.privacy.en(silent)).join("\n");
  for (const days of ["31 days", "33 days", "181 days", "34 days"]) expect(privacy).toContain(days);
  expect(wordsOf(legalDocuments.terms.en(silent)).join("\n")).toContain("31 days");
  expect(wordsOf(legalDocuments.refunds.en(silent)).join("\n")).toContain("4 days");
});

test("the version is a day", () => {
  expect(new Date(LEGAL_VERSION).toISOString().slice(0, 10)).toBe(LEGAL_VERSION);
});
