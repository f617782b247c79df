/** How a run of text looks: the only sizes, weights and colours of a document. */
export interface Style {
  font: 'regular' | 'bold'
  size: number
  /** Distance from line to line. */
  leading: number
  color: string
}

const black = '#14181d'
const grey = '#55606b'

export const styles = {
  title: { font: 'bold', size: 13.5, leading: 18, color: black },
  subtitle: { font: 'regular', size: 11, leading: 15, color: black },
  section: { font: 'bold', size: 10.5, leading: 14, color: black },
  sectionAgain: { font: 'regular', size: 9.5, leading: 13, color: grey },
  body: { font: 'regular', size: 9, leading: 12.2, color: black },
  strong: { font: 'bold', size: 9, leading: 12.2, color: black },
  again: { font: 'regular', size: 8, leading: 10.8, color: grey },
  label: { font: 'regular', size: 7.5, leading: 10, color: grey },
  head: { font: 'bold', size: 7.8, leading: 10.2, color: black },
  headAgain: { font: 'regular', size: 7.3, leading: 9.6, color: grey },
  fine: { font: 'regular', size: 7.2, leading: 9.6, color: black },
  footer: { font: 'regular', size: 7.2, leading: 9.6, color: grey },
} as const satisfies Record<string, Style>

export const colors = { rule: '#a9b2bb', shade: '#eef1f4' } as const
