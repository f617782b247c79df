export const code = (text: string) => `\`${text}\``
export const codes = (texts: readonly string[]) => texts.map(code).join(', ')

/** A table whose columns are aligned in the source too, as the formatter would write it. */
export const table = (head: string[], rows: string[][]): string => {
  const widths = head.map((_, column) =>
    Math.max(3, ...[head, ...rows].map((row) => row[column]?.length ?? 0)),
  )
  const render = (cells: string[], fill = ' ') =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width, fill)).join(' | ')} |\n`
  return [render(head), render([], '-'), ...rows.map((row) => render(row))].join('')
}

export const stateDiagram = (lines: string[]): string =>
  `\`\`\`mermaid\nstateDiagram-v2\n${lines.map((line) => `  ${line}\n`).join('')}\`\`\`\n`
