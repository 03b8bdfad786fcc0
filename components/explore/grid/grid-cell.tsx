"use client";

import Link from "next/link";
import { authorHref } from "../address";
import type { Cell } from "../cell";
import { LikeButton } from "../likes/like-button";
import { Picture } from "./picture";

interface GridCellProps {
  cell: Cell;
  /** What an image without a prompt is called. */
  untitled: string;
  priority: boolean;
  /** Left out on an author's own page. */
  showAuthor: boolean;
}

const chipLook =
  "absolute h-8 rounded-full border border-line bg-raised px-2.5 text-text text-xs transition-opacity duration-150";
/** Seen with the pointer over it or the keyboard in it. */
const hintLook = "opacity-0 group-focus-within:opacity-100 group-hover:opacity-100";

/**
 * One picture of the gallery, filling its cell. On touch screens the count is always there; the author, who stands on
 * the image's page too, is no stop of the keyboard.
 */
export function GridCell({ cell, untitled, priority, showAuthor }: GridCellProps) {
  return (
    <div className="group relative size-full">
      <Link
        href={cell.page}
        prefetch={false}
        data-image-id={cell.id}
        aria-label={cell.prompt || untitled}
        className="block size-full overflow-hidden focus-visible:-outline-offset-4"
      >
        <Picture
          src={cell.thumbnail}
          widthPx={cell.widthPx}
          heightPx={cell.heightPx}
          thumbHash={cell.thumbHash}
          priority={priority}
        />
      </Link>
      {/* Nothing stands at the bottom right: the AI label is there and is never covered. */}
      {showAuthor ? (
        <Link
          href={authorHref(cell.author.username)}
          prefetch={false}
          tabIndex={-1}
          className={`${chipLook} ${hintLook} bottom-2 left-2 inline-flex max-w-[50%] items-center pointer-coarse:hidden`}
        >
          <span className="truncate">{cell.author.displayName}</span>
        </Link>
      ) : null}
      <LikeButton
        id={cell.id}
        likes={cell.likes}
        page={cell.page}
        className={`${chipLook} ${hintLook} top-2 right-2 data-[liked=true]:opacity-100 pointer-coarse:opacity-100`}
      />
    </div>
  );
}
