/** What one side says, by the names under which it was written down. */
export function FactsText({ facts }: { facts: Record<string, string | number | null> }) {
  const known = Object.entries(facts).filter(([, value]) => value !== null);
  if (known.length === 0) return <>–</>;
  return (
    <ul className="flex flex-col font-mono text-xs">
      {known.map(([name, value]) => (
        <li key={name} className="break-all">
          {name}: {value}
        </li>
      ))}
    </ul>
  );
}
