package svg

// CSS holds the rules of the charts' classes: light, dark and print. A page
// with inline charts includes it once.
const CSS = `
.en-chart{--en-ink:#1a1a1a;--en-muted:#5a5a5a;--en-grid:#e4e2dc;--en-rule:#8a8781;--en-accent:#0b5394;--en-soft:#9db9d6;--en-base:#8d8d8d;--en-paper:#fffefb;
font-family:system-ui,-apple-system,"Segoe UI","Helvetica Neue",Arial,sans-serif;font-size:12px;font-variant-numeric:tabular-nums}
@media (prefers-color-scheme:dark){.en-chart{--en-ink:#ece9e2;--en-muted:#b4b0a7;--en-grid:#33322f;--en-rule:#8a8781;--en-accent:#7db7ee;--en-soft:#365a7c;--en-base:#9a978f;--en-paper:#161513}}
@media print{.en-chart{--en-ink:#000;--en-muted:#444;--en-grid:#ddd;--en-rule:#777;--en-accent:#0b5394;--en-soft:#9db9d6;--en-base:#888;--en-paper:#fff}}
.en-chart text{fill:var(--en-ink)}
.en-chart .en-note,.en-chart .en-tick-label{fill:var(--en-muted);paint-order:stroke;stroke:var(--en-paper);stroke-width:3px}
.en-chart .en-small{fill:var(--en-muted);font-size:10px}
.en-chart .en-head{font-weight:600}
.en-chart .en-num{fill:var(--en-ink)}
.en-chart .en-grid{stroke:var(--en-grid);stroke-width:1}
.en-chart .en-axis{stroke:var(--en-rule);stroke-width:1}
.en-chart .en-quo{stroke:var(--en-ink);stroke-width:1.4;stroke-dasharray:1.5 3.5;stroke-linecap:round}
.en-chart .en-thin{stroke:var(--en-accent);stroke-width:1.5}
.en-chart .en-thick{fill:var(--en-accent)}
.en-chart .en-thick-open{fill:var(--en-soft);stroke:var(--en-accent);stroke-width:1}
.en-chart .en-dot{fill:var(--en-ink);stroke:var(--en-paper);stroke-width:1.5}
.en-chart .en-dot-open{fill:var(--en-paper);stroke:var(--en-ink);stroke-width:1.6}
.en-chart .en-tick{stroke:var(--en-ink);stroke-width:2}
.en-chart .en-none{stroke:var(--en-rule);stroke-width:1}
.en-chart .en-hatch{stroke:var(--en-rule);stroke-width:1.6}
.en-chart .en-hist{fill:var(--en-soft)}
.en-chart .en-hist-base{fill:none;stroke:var(--en-base);stroke-width:1.2}
.en-chart .en-base-thin{stroke:var(--en-base);stroke-width:1.5}
.en-chart .en-base-thick{fill:var(--en-base)}
.en-chart .en-base-dot{fill:var(--en-base);stroke:var(--en-paper);stroke-width:1}
`
