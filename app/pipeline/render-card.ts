import type { EvaluationReport, GroupFigures } from '../evaluation/report.ts'
import type { StoredModel } from '../forest/model.ts'

const digits = (value: number | null | undefined, places = 3): string =>
  value === null || value === undefined ? '–' : value.toFixed(places)

const percent = (value: number | null): string =>
  value === null ? '–' : `${(100 * value).toFixed(1)} %`

/** One row of a table; a bar within a value would end the cell. */
const row = (cells: readonly (string | number)[]): string =>
  `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`

/** The model card as Markdown: what the model is for, what it learned from, how good it is, where it ends. */
export function renderCard({ manifest, sha256 }: StoredModel, report: EvaluationReport): string {
  const { card, name, version, calibration } = manifest
  const { trees, maxDepth, minLeaf, seed } = card.settings
  const { training, data } = card
  return [
    `# Model card: ${name} ${version}`,
    `SHA-256 \`${sha256}\`, table \`${manifest.fingerprint}\`. Owner: ${card.owner}.`,
    `## Use\n\n${card.intendedUse}`,
    `## Data\n\n${list([
      `Source: ${data.source}`,
      `Licence: ${data.licence}; ${data.attribution}`,
      `Population: ${card.population}`,
      `Window: ${card.trainingWindow}`,
      `${data.stays} stays of ${data.patients} patients of ${data.institutions.join(', ')}`,
      `${data.droppedExpired} stays that ended in death or hospice are left out`,
      `Split by patient, ${card.split.rule}`,
      ...card.exclusions,
    ])}`,
    `## Model\n\n${list([
      `Forest of ${trees} trees, depth ${maxDepth}, at least ${minLeaf} stays a leaf, seed ${seed}`,
      `Learned from ${training.stays} stays, ${training.readmitted} readmitted`,
      `Calibration: ${calibration.method}, prevalence ${percent(calibration.prevalence)}`,
    ])}`,
    `## Figures on held-out patients\n\n${figuresTable(report)}`,
    ...(report.warnings.length > 0
      ? [`## Warnings\n\n${list(report.warnings.map(({ text }) => text))}`]
      : []),
    `## Limits\n\n${list(card.limits)}`,
    '',
  ].join('\n\n')
}

const list = (items: readonly string[]): string => items.map((item) => `- ${item}`).join('\n')

function figuresTable({ overall, subgroups }: EvaluationReport): string {
  const line = (group: string, { rows, positives, ranking, ...figures }: GroupFigures): string => {
    const { meanProbability, observedRate, calibration } = figures
    const interval = ranking?.aucInterval
    const between = interval ? `${digits(interval.low)} to ${digits(interval.high)}` : '–'
    const auc = [digits(ranking?.auc), between, digits(calibration?.brier, 4)]
    return row([group, rows, positives, ...auc, percent(meanProbability), percent(observedRate)])
  }
  return [
    row(['group', 'stays', 'readmitted', 'AUC', '95 %', 'Brier', 'predicted', 'observed']),
    row(Array.from({ length: 8 }, () => '---')),
    line('all', overall),
    ...subgroups.map(({ dimension, group, figures }) => line(`${dimension} ${group}`, figures)),
  ].join('\n')
}
