import type { EvaluationReport } from '../report.ts'
import { count, decimals, percent, span } from './format.ts'
import { type Markup, markup } from './markup.ts'

const tile = (name: string, value: string, note: string): Markup =>
  markup`<div><dt>${name}</dt><dd>${value}<small>${note}</small></dd></div>`

/** The figures a reader wants first. */
export function summaryTiles({ overall, worstSubgroup }: EvaluationReport): Markup {
  const { ranking, calibration } = overall
  const top = ranking?.capacity.find(({ share }) => share === 0.1)
  return markup`<dl class="tiles">${[
    tile('AUC', decimals(ranking?.auc), span(ranking?.aucInterval)),
    tile(
      'Readmitted',
      percent(overall.observedRate),
      `predicted ${percent(overall.meanProbability)}`,
    ),
    tile(
      'Calibration slope',
      decimals(calibration?.recalibration?.slope, 2),
      `error ${decimals(calibration?.expectedCalibrationError.frequency)}`,
    ),
    tile('Found in the top 10 %', percent(top?.recall), `hit rate ${percent(top?.precision)}`),
    tile(
      'Weakest group',
      worstSubgroup?.group ?? '–',
      worstSubgroup ? `AUC ${decimals(worstSubgroup.auc)}` : 'too few cases in every group',
    ),
    tile('Stays judged', count(overall.rows), `${count(overall.patients)} patients`),
  ]}</dl>`
}

/** Warnings as alerts, before anything else. */
export const warningList = ({ warnings }: EvaluationReport): Markup[] =>
  warnings.map(
    ({ kind, text }) =>
      markup`<p class="alert" role="note"><strong>${kind === 'leakage' ? 'Probable leakage' : 'Too few cases'}.</strong> ${text}</p>`,
  )

/** What the figures do not say. */
export function limits({ overall, subgroups, settings }: EvaluationReport): Markup {
  const groups = subgroups.filter(({ figures }) => figures.ranking).length
  const pairs = Math.round(100 * (overall.ranking?.auc ?? 0))
  return markup`<ul>
<li>Of 100 pairs of a readmitted and a not readmitted stay, the model puts the readmitted one first in about ${pairs}; chance does so in 50. It sees five coarse features and nothing else about the patient.</li>
<li>The probability speaks about groups: of 100 stays with a risk of 20 %, about 20 are readmitted. It cannot say which.</li>
<li>It supports a decision of a clinician and is never its only basis. It does not say whether a follow-up helps.</li>
<li>The figures hold for patients like those it was judged on, in the same years and hospitals. Another hospital needs its own evaluation before use.</li>
<li>Intervals show the chance in drawing these patients. They leave out the chance in training, and changes in care since.</li>
<li>With ${groups} groups, one may look weak or strong by chance alone; an interval that holds the overall AUC is no evidence of a difference. Groups with fewer than ${settings.minCases} readmitted stays get no figure.</li>
<li>Only readmissions that the data record are counted; a stay elsewhere and a death outside count as none.</li>
</ul>`
}
