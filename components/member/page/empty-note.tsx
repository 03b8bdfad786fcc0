/** What would stand here, when there is nothing yet. */
export function EmptyNote({ title, detail }: { title: string; detail: string }) {
  return (
    <div className="flex flex-col gap-1 rounded-lg border border-line bg-surface px-4 py-10 text-center">
      <p>{title}</p>
      <p className="text-base text-muted">{detail}</p>
    </div>
  );
}
