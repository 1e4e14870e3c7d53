/** Style of the plan's page. */
export const PAGE_STYLE = `
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem; color: #1f2937; background: #fff; }
h1 { margin: 0 0 .5rem; }
h2 { margin-top: 2.5rem; }
.summary { display: flex; flex-wrap: wrap; gap: 1rem; list-style: none; padding: 0; }
.summary li { border: 1px solid #d1d5db; border-radius: .5rem; padding: .6rem 1rem; }
.summary b { display: block; font-size: 1.3rem; }
figure { margin: 1.5rem 0; border: 1px solid #e5e7eb; border-radius: .5rem; padding: 1rem; overflow-x: auto; }
figure svg { display: block; width: 100%; max-width: 1500px; min-width: 900px; height: auto; margin: 0 auto; }
figcaption { margin-top: 1rem; color: #4b5563; }
figcaption span { margin-right: 1.5rem; white-space: nowrap; }
figcaption i { display: inline-block; width: 2.2rem; margin-right: .4rem; vertical-align: middle; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1rem; font-size: .9rem; }
th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid #e5e7eb; vertical-align: top; overflow-wrap: anywhere; }
th { background: #f9fafb; }
tr.area th { background: #eef2f7; }
.number { text-align: right; white-space: nowrap; }
.sources { font-size: .85rem; overflow-wrap: anywhere; }
.columns { columns: 3 18rem; padding-left: 1.2rem; font-size: .9rem; }
@media print { body { margin: 0; } figure { break-inside: avoid; border: 0; padding: 0; } figure svg { min-width: 0; } tr { break-inside: avoid; } * { print-color-adjust: exact; } @page { size: A4 landscape; margin: 12mm; } }
summary { cursor: pointer; font-weight: 600; padding: .4rem 0; }
`
