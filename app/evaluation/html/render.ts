import type { EvaluationReport } from '../report.ts'
import { type Markup, markup } from './markup.ts'
import { PAGE_STYLE } from './page-style.ts'
import { reliabilityPlot } from './reliability-plot.ts'
import {
  capacityTable,
  cardTable,
  identityTable,
  levelTable,
  predictorTable,
  reliabilityTable,
  subgroupTable,
  thresholdTable,
} from './report-tables.ts'
import { rocPlot } from './roc-plot.ts'
import { subgroupPlot } from './subgroup-plot.ts'
import { limits, summaryTiles, warningList } from './summary.ts'

const body = (report: EvaluationReport): Markup => markup`<main>
<h1>Readmission within 30 days: evaluation</h1>
<p class="lead">${report.model.name} ${report.model.version}, SHA-256 ${report.model.sha256.slice(0, 12)}… (in full below). Judged on stays of patients the model has not seen: ${report.data.split}.</p>
${warningList(report)}
${summaryTiles(report)}
<section aria-labelledby="ranking"><h2 id="ranking">Does it rank?</h2>
<p>AUC and average precision say how well higher scores mean more readmissions. A model is worth its trouble only where it does better than a rule or a regression on the same stays.</p>
<div class="pair">${rocPlot(report)}<div>${predictorTable(report)}${capacityTable(report)}</div></div></section>
<section aria-labelledby="calibration"><h2 id="calibration">Does the probability hold?</h2>
<p>A calibrated 20 % means that about 20 of 100 such stays are readmitted. Slope 1 and intercept 0 are right; a slope below 1 means that the risks are too extreme.</p>
<div class="pair">${reliabilityPlot(report)}${reliabilityTable(report)}</div></section>
<section aria-labelledby="groups"><h2 id="groups">Does it hold for everyone?</h2>
<div class="wide">${subgroupPlot(report)}</div>${subgroupTable(report)}</section>
<section aria-labelledby="levels"><h2 id="levels">Levels and thresholds</h2>
${levelTable(report)}
${thresholdTable(report)}
<p class="muted">Net benefit weighs false alarms by the odds of the threshold; above both 0 and the last column, flagging by the model beats flagging nobody and flagging everybody.</p></section>
<section aria-labelledby="limits"><h2 id="limits">Limits</h2>${limits(report)}</section>
<section class="identity" aria-labelledby="identity"><h2 id="identity">What was judged</h2>
${identityTable(report)}
${cardTable(report)}</section>
</main>`

/**
 * The report as one HTML page that needs nothing else: no script, no font, no address. It is
 * well-formed XML too, and the same report gives the same page.
 */
export function renderReport(report: EvaluationReport): string {
  const style: Markup = { markup: PAGE_STYLE }
  const page = markup`<html lang="en" xmlns="http://www.w3.org/1999/xhtml">
<head>
<meta charset="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<title>Evaluation of ${report.model.name} ${report.model.version}</title>
<style>${style}</style>
</head>
<body>
${body(report)}
</body>
</html>
`
  return `<!DOCTYPE html>\n${page.markup}`
}
