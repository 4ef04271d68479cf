//! How the documents look, on a screen and on paper.

/// Text is at least 7 to 1 against its ground; nothing is said by colour alone.
pub const CSS: &str = "
body { margin: 0; background: #fff; color: #1b2733; font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 1100px; margin: 0 auto; padding: 24px 16px 48px; }
h1, h2, h3 { line-height: 1.25; color: #1f3b57; }
h2 { margin-top: 48px; padding-top: 12px; border-top: 2px solid #1f3b57; }
code, pre { font-family: ui-monospace, monospace; font-size: 14px; }
pre { background: #f4f6f8; padding: 12px; overflow-x: auto; }
p code { background: #f4f6f8; padding: 2px 6px; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; }
dt { font-weight: 600; }
dd { margin: 0; }
figure { margin: 24px 0; }
figure svg { display: block; max-width: 100%; height: auto; }
figcaption { margin-top: 4px; color: #3a4856; font-size: 15px; }
.wide { overflow-x: auto; margin: 16px 0; }
table { border-collapse: collapse; font-size: 14px; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding: 4px 0; }
th, td { padding: 4px 10px; border-bottom: 1px solid #c5ccd3; text-align: right; }
td { white-space: nowrap; }
thead th { border-bottom: 2px solid #1f3b57; vertical-align: bottom; }
th.name, td.words { text-align: left; white-space: normal; }
.met { color: #14532d; }
.missed { color: #8f1d17; font-weight: 700; }
summary { cursor: pointer; font-weight: 600; }
footer { margin-top: 48px; color: #3a4856; font-size: 14px; }
@media print {
  main { max-width: none; padding: 0; }
  body { font-size: 11pt; }
  table { font-size: 7.5pt; }
  th, td { padding: 2px 4px; }
  .wide { overflow: visible; }
  figure, tr { break-inside: avoid; }
  h2, h3, caption { break-after: avoid; }
}
";
