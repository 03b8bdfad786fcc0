interface ChartTableProps {
  label: string;
  series: readonly { key: string; label: string }[];
  points: readonly { x: string; [key: string]: string | number | null }[];
  write: (value: unknown) => string;
}

/** The numbers of a chart for those who do not see it. */
export function ChartTable({ label, series, points, write }: ChartTableProps) {
  return (
    <div className="sr-only">
      <table>
        <caption>{label}</caption>
        <thead>
          <tr>
            <td />
            {series.map((line) => (
              <th key={line.key} scope="col">
                {line.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <tr key={point.x}>
              <th scope="row">{point.x}</th>
              {series.map((line) => (
                <td key={line.key}>{write(point[line.key] === undefined ? 0 : point[line.key])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
