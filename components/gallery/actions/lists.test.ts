import { QueryClient } from "@tanstack/react-query";
import { describe, expect, it } from "vitest";
import { type ImageFilters, imageKeys } from "@/lib/images/client";
import type { ImageView } from "@/lib/images/schema";
import { changeInLists, outOfTrash, toCollection, toFavorite, toTags, toTrash } from "./lists";

const image = (id: string, more: Partial<ImageView> = {}) =>
  // Only what the lists look at; the rest of an image does not matter here.
  ({ id, isFavorite: false, collectionId: null, tags: [], ...more }) as unknown as ImageView;

function clientWith(lists: [ImageFilters, ImageView[]][]) {
  const client = new QueryClient();
  for (const [filters, items] of lists)
    client.setQueryData(imageKeys.list(filters), {
      pages: [{ items, nextCursor: null }],
      pageParams: [undefined],
    });
  const read = (filters: ImageFilters) =>
    client
      .getQueryData<{ pages: { items: ImageView[] }[] }>(imageKeys.list(filters))
      ?.pages.flatMap(({ items }) => items);
  return { client, ids: (filters: ImageFilters) => read(filters)?.map(({ id }) => id), read };
}

const a = image("a", { collectionId: "col_1", tags: ["山", "冬"] });
const b = image("b");

describe("cached lists", () => {
  it("lose what went to the trash, and get it back when the server refuses", () => {
    const { client, ids } = clientWith([
      [{}, [a, b]],
      [{ trash: "true" }, []],
    ]);
    const undo = changeInLists(client, ["a"], toTrash);
    expect(ids({})).toEqual(["b"]);
    undo();
    expect(ids({})).toEqual(["a", "b"]);
  });

  it("of the trash alone lose what left it", () => {
    const { client, ids } = clientWith([
      [{}, [b]],
      [{ trash: "true" }, [a, b]],
    ]);
    changeInLists(client, ["b"], outOfTrash);
    expect(ids({ trash: "true" })).toEqual(["a"]);
    expect(ids({})).toEqual(["b"]);
  });

  it("show another collection, and the old one loses the image", () => {
    const { client, ids, read } = clientWith([
      [{}, [a]],
      [{ collection: "col_1" }, [a]],
      [{ collection: "none" }, [b]],
    ]);
    changeInLists(client, ["a", "b"], toCollection("col_2"));
    expect(read({})?.[0]?.collectionId).toBe("col_2");
    expect(ids({ collection: "col_1" })).toEqual([]);
    expect(ids({ collection: "none" })).toEqual([]);
  });

  it("of favourites lose what is none any more", () => {
    const { client, ids, read } = clientWith([
      [{}, [image("a", { isFavorite: true })]],
      [{ favorite: "true" }, [image("a", { isFavorite: true })]],
    ]);
    changeInLists(client, ["a"], toFavorite(false));
    expect(read({})?.[0]?.isFavorite).toBe(false);
    expect(ids({ favorite: "true" })).toEqual([]);
  });

  it("show tags that were added and removed, none of them twice", () => {
    const { client, read } = clientWith([[{}, [a, b]]]);
    changeInLists(client, ["a", "b"], toTags(["湖", "山"], ["冬"]));
    expect(read({})?.map(({ tags }) => tags)).toEqual([
      ["山", "湖"],
      ["湖", "山"],
    ]);
  });
});
