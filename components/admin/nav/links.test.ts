import { existsSync, globSync } from "node:fs";
import { expect, test } from "vitest";
import { isHere, panelSections } from "./links";

const hrefs = panelSections.flatMap(({ href, pages = [] }) => [href, ...pages.map((page) => page.href)]);

/** The address of a page's file: folders in brackets stand in no address. */
const addressOf = (file: string) =>
  `/${file.replace(/^app\//, "").replace(/\/?page\.tsx$/, "")}`.replaceAll(/\/\([^)]*\)/g, "");

test("every page of the panel that needs no record is linked, and every link leads to a page", () => {
  expect(existsSync("app/admin")).toBe(true);
  const pages = globSync("app/admin/**/page.tsx")
    .filter((file) => !file.includes("["))
    .map(addressOf)
    // It only leads on to the orders.
    .filter((address) => address !== "/admin/money")
    // The field above every page leads there.
    .filter((address) => address !== "/admin/find");
  expect([...new Set(hrefs)].sort()).toEqual(pages.sort());
});

test("the overview is here only for itself, and a section for all of its pages", () => {
  expect(isHere("/admin", "/admin")).toBe(true);
  expect(isHere("/admin/users", "/admin")).toBe(false);
  expect(isHere("/admin/users/usr_1", "/admin/users")).toBe(true);
  expect(isHere("/admin/usersx", "/admin/users")).toBe(false);
});

test("the record of an image belongs to its section, and not to the page of words", () => {
  const content = panelSections.find(({ key }) => key === "content");
  expect(isHere("/admin/content/images/img_1", content?.records ?? "")).toBe(true);
  expect(isHere("/admin/content/images/img_1", "/admin/content")).toBe(false);
  expect(isHere("/admin/content", "/admin/content")).toBe(true);
});
