import { partyColours } from '../map/colours.js';
import type { Html } from './html.js';

/** The style sheet: light and dark by the reader's preference, narrow screens, and A4 paper in light. */
export function pageStyle(partyCount: number, synthetic: boolean): Html {
  const parties = Array.from({ length: partyCount }, (_, party) => partyColours(party));
  const variables = (theme: 'onLight' | 'onDark') =>
    parties.map((colours, party) => `--party-${party}:${colours[theme]};`).join('');
  const classes = parties
    .map((_, party) => `.party-${party}{--tone:var(--party-${party})}.arc.party-${party}{stroke:var(--party-${party})}`)
    .join('');
  const margin = synthetic ? '@top-center{content:"Synthetic data";font:600 8pt sans-serif;color:#8a4b00}' : '';
  return {
    html: `:root{${LIGHT}${variables('onLight')}}
@media screen and (prefers-color-scheme:dark){:root{${DARK}${variables('onDark')}}}
${classes}${LAYOUT}${PAGES}${HERO}${MAP}${TABLES}${CHARTS}${NARROW}
@page{size:A4;margin:15mm 13mm 14mm;${margin}@bottom-right{content:counter(page);font:8pt sans-serif;color:#666}}${PRINT}`,
  };
}

const LIGHT = `color-scheme:light;--paper:#f7f5f0;--card:#fffefb;--ink:#1b1f24;--soft:#555c65;--line:#e2ded4;--track:#ece8df;
--good:#0d6b45;--bad:#a32d17;--alone:#8d96a1;--joint:#0f766e;--on-time:#2f8f6b;--late:#dc9a28;--unplanned:#b8432f;
--banner:#fff1cf;--banner-ink:#5f3b00;--halo:#f7f5f0;--marker:#1b1f24;--heat:15 118 110;`;

const DARK = `color-scheme:dark;--paper:#0a0e13;--card:#11171e;--ink:#e9edf2;--soft:#a3aeba;--line:#222c37;--track:#1d2630;
--good:#63d3a2;--bad:#ff8f78;--alone:#77828f;--joint:#3cc4b4;--on-time:#45b98b;--late:#e2a63c;--unplanned:#e0664f;
--banner:#382a08;--banner-ink:#ffdf9b;--halo:#0a0e13;--marker:#fff;--heat:60 196 180;`;

const LAYOUT = `
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-padding-top:4rem}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;
font-variant-numeric:tabular-nums}
.hero,main,footer{max-width:1240px;margin:0 auto;padding:0 32px}
h1,h2{font-family:ui-serif,"Iowan Old Style",Charter,Georgia,"Noto Serif",serif;font-weight:600;letter-spacing:-.012em;text-wrap:balance}
h1{font-size:clamp(2rem,3.4vw,3rem);line-height:1.08;margin:.2em 0 .45em}
h2{font-size:1.75rem;line-height:1.2;margin:0 0 .5em}
h3{font-size:1rem;margin:0 0 .6em}
h4{font-size:.875rem;font-weight:600;margin:0 0 .35em}
p{margin:0 0 1em}
a{color:inherit}
section{margin:4.2rem 0 0}
.finding{font-size:1.06rem;color:var(--soft);margin-top:-.3em}
.fine{font-size:.8125rem;line-height:1.45;color:var(--soft);margin:.9em 0 0;max-width:70ch}
.cards{display:grid;gap:20px}
.cards.two{grid-template-columns:repeat(2,minmax(0,1fr))}
.card{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:22px 24px;min-width:0}
.column-of-cards{display:grid;gap:20px;align-content:start;min-width:0}
section>.card+.card,section>.cards+.card,section>.fine+.card{margin-top:20px}
.hidden,.skip:not(:focus){position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip:focus{position:fixed;z-index:9;background:var(--card);padding:.6em 1em}
.banner{position:sticky;top:0;z-index:5;background:var(--banner);color:var(--banner-ink);font-size:.875rem;padding:.55em 32px;text-align:center}
footer{margin-top:4rem;padding-bottom:3rem;color:var(--soft);font-size:.8125rem}
footer p{border-top:1px solid var(--line);padding-top:1.2em;max-width:none}
.big{font-size:3.2rem;line-height:1;font-weight:650;letter-spacing:-.03em;margin-bottom:.35em}
.pairs{display:flex;flex-wrap:wrap;gap:.5em 2.2em;margin:1.2em 0 0}
.pairs dt{font-size:.8125rem;color:var(--soft)}.pairs dd{margin:0;font-weight:600}
.notes{margin:0;padding-left:1.1em;columns:2;column-gap:3em}.notes li{margin:0 0 .6em;break-inside:avoid}
code{font-size:.9em}`;

const PAGES = `
.pages{max-width:1240px;margin:0 auto;padding:14px 32px 0;font-size:.875rem}
.pages[hidden]{display:none}
.pages ul{list-style:none;display:flex;flex-wrap:wrap;gap:.2em 1.6em;margin:0;padding:0 0 10px;border-bottom:1px solid var(--line)}
.pages a{color:var(--soft);text-decoration:none;display:inline-block;padding:.25em 0}.pages a:hover{color:var(--ink)}
.pages a[aria-current]{color:var(--ink);font-weight:650}`;

const HERO = `
.hero{padding-top:40px}
.hero.with-map{display:grid;grid-template-columns:minmax(0,5fr) minmax(0,6.4fr);gap:44px;align-items:start}
.kicker{font-size:.8125rem;font-weight:600;letter-spacing:.06em;text-transform:uppercase;color:var(--soft);margin:1.2em 0 0}
.lede{font-size:1.22rem;line-height:1.45;max-width:34em;text-wrap:pretty}
.tiles{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));margin:1.9em 0 0;border-top:1px solid var(--line)}
.tile{padding:15px 18px 14px 0;border-bottom:1px solid var(--line)}
.tile dt{font-size:.8125rem;color:var(--soft)}.tile dd{margin:0}
.tile strong{display:block;font-size:1.72rem;font-weight:650;letter-spacing:-.022em;line-height:1.22}
.tile span{display:block;font-size:.8125rem;line-height:1.35;color:var(--soft)}
.hero:not(.with-map) .tiles{grid-template-columns:repeat(3,minmax(0,1fr))}`;

const MAP = `
.map{margin:0}
.drawing{position:relative;width:100%}
.drawing picture,.drawing svg,.drawing img,.places{position:absolute;inset:0;width:100%;height:100%;margin:0;padding:0}
.drawing img{display:block}
.arc{fill:none;stroke-linecap:round}.arc.air{stroke-dasharray:7 5;stroke-linecap:butt}
.places{list-style:none}
.places li{position:absolute;width:0;height:0;font-size:.8125rem;font-weight:650;line-height:1}
.places b{position:absolute;width:13px;height:13px;margin:-6.5px;border-radius:50%;background:var(--card);border:2.5px solid var(--marker);font-size:0}
.places span{position:absolute;white-space:nowrap;text-shadow:0 0 3px var(--halo),0 0 3px var(--halo),0 0 5px var(--halo),0 0 7px var(--halo)}
.places .right span{left:10px;transform:translateY(-50%)}.places .left span{right:10px;transform:translateY(-50%)}
.places .above span{bottom:9px;transform:translateX(-50%)}.places .below span{top:9px;transform:translateX(-50%)}
.places .unnamed span{display:none}
.legend{display:flex;flex-wrap:wrap;gap:.25em 1.3em;font-size:.8125rem;color:var(--soft);margin:0 0 .8em}
.legend span{display:inline-flex;align-items:center;gap:.5em}
.legend i{width:12px;height:12px;border-radius:3px;flex:none}
.legend .line{width:22px;height:4px;border-radius:2px;background:var(--tone,var(--soft))}
.legend .dashed{background:repeating-linear-gradient(90deg,var(--soft) 0 5px,#0000 5px 8px);height:3px}
.legend .dot{width:9px;height:9px;border-radius:50%;margin:0;background:var(--tone)}
.legend .ring{border:2.5px solid var(--marker);border-radius:50%;background:var(--card)}
.map .legend{margin-top:.6em}.map .fine{margin-top:.3em}.key{display:none}.key span{white-space:nowrap;margin-right:.8em}`;

const TABLES = `
table{border-collapse:collapse;width:100%;font-size:.9rem}
caption{text-align:left;font-weight:650;font-size:1rem;padding:0 0 .7em}
th,td{padding:.42em 0 .42em 14px;text-align:right;font-weight:400;vertical-align:middle;border-top:1px solid var(--line)}
thead th{border-top:0;font-size:.8125rem;color:var(--soft);padding-top:0;vertical-align:bottom}
th:first-child{text-align:left;padding-left:0}
td{white-space:nowrap}.words:not(.once){white-space:normal}
td.strong{font-weight:650}td.words,th.words{text-align:left}
td.better{color:var(--good)}td.worse{color:var(--bad)}
tr.sum th,tr.sum td{font-weight:650}
th small,td small{display:block;color:var(--soft);font-weight:400;font-size:.8125rem;line-height:1.35}
.scroll{overflow-x:auto}
.busiest .meter{grid-template-columns:minmax(70px,1fr) auto}.interchanges th[scope=row]{white-space:nowrap}
.words{max-width:24em}
.dot{display:inline-block;width:9px;height:9px;border-radius:50%;background:var(--tone);margin-right:.55em}
.badge{display:inline-block;min-width:1.6em;margin-right:.6em;color:var(--soft);font-weight:400}
.soft{color:var(--soft)}.card>.scroll+.legend,.card>.legend:last-child{margin-top:1em}
.of{display:none;color:var(--soft);font-size:.78rem}
details{margin-top:.8em;font-size:.875rem}summary{cursor:pointer;color:var(--soft)}details table{margin-top:.8em}details caption{font-size:.875rem}`;

const CHARTS = `
.fill{background:var(--tone)}
.alone{--tone:var(--alone)}.joint{--tone:var(--joint)}
.on-time{--tone:var(--on-time)}.late{--tone:var(--late)}.unplanned{--tone:var(--unplanned)}
.heat-0{--tone:var(--track)}.heat-1{--tone:rgb(var(--heat)/.25)}.heat-2{--tone:rgb(var(--heat)/.42)}.heat-3{--tone:rgb(var(--heat)/.62)}
.heat-4{--tone:rgb(var(--heat)/.82)}.heat-5{--tone:var(--late)}
.bar-group{margin:0 0 1.1em}.bar-group:last-child{margin:0}
.bar-row{display:grid;grid-template-columns:3.2em 1fr 3.9em;gap:.7em;align-items:center;font-size:.875rem;margin:.2em 0}
.bar-label{color:var(--soft)}.bar-figure{text-align:right;font-weight:600}
.stack{display:flex;height:16px;gap:1.5px;border-radius:4px;overflow:hidden;background:var(--track)}
.stack .fill{min-width:1.5px;flex-basis:0}
.meter{display:grid;grid-template-columns:minmax(44px,1fr) auto;gap:.7em;align-items:center}
.meter-label{min-width:5.3em;text-align:right}
.track{height:9px;border-radius:3px;background:var(--track);overflow:hidden;display:block}.track .fill{display:block;height:100%;min-width:1px}
.bars td{width:37%}.meter-head{min-width:11em}
.histogram{display:grid;grid-template-columns:repeat(var(--steps),minmax(0,1fr));gap:min(8px,1.2%);margin-top:1em}
.columns{display:flex;align-items:flex-end;justify-content:center;gap:3px;height:190px;padding-top:18px;border-bottom:1px solid var(--soft)}
.column{flex:0 1 30px;height:100%;display:flex;flex-direction:column;justify-content:flex-end;position:relative}
.column .fill{display:block;min-height:1px;border-radius:3px 3px 0 0;flex:none;max-height:100%}
.column-label{font-size:.6875rem;text-align:center;color:var(--soft);white-space:nowrap;display:flex;justify-content:center}
.step-label{text-align:center;font-size:.8125rem;color:var(--soft);padding-top:.3em}
.strip{display:inline-flex;flex-wrap:wrap;gap:2px;max-width:30em;vertical-align:middle}.strip i{width:11px;height:15px;border-radius:2px}
.chart-card{display:flex;flex-direction:column}
.line-chart{position:relative;flex:1;min-height:230px;margin:.6em 0 1.6em 3.6em}
.line-chart svg{position:absolute;inset:0;width:100%;height:100%;overflow:visible}
.line-chart path,.line-chart polyline{vector-effect:non-scaling-stroke;fill:none}
.grid{stroke:var(--line)}.mark{stroke:var(--soft);stroke-dasharray:3 3}
.line-chart .curve{stroke:var(--tone);stroke-width:2.2;stroke-linejoin:round}.line-chart .dashed{stroke-dasharray:6 4}
.line-chart .area{fill:var(--tone);opacity:.13}
.mark-label{position:absolute;top:0;padding:0 .5em;font-size:.75rem;color:var(--soft);white-space:nowrap}.mark-label.left{transform:translateX(-100%)}
.axis-title{font-size:.75rem;color:var(--soft);margin:0}.axis-title.x{text-align:right;margin-top:.4em}
.tick{position:absolute;right:100%;margin-right:.6em;transform:translateY(-50%);font-size:.75rem;color:var(--soft);white-space:nowrap}
.time{position:absolute;top:100%;margin-top:.3em;font-size:.75rem;color:var(--soft);white-space:nowrap;transform:translateX(-50%)}
.time.start{transform:none}.time.end{transform:translateX(-100%)}`;

const NARROW = `
@media screen and (max-width:900px){
.pages,.hero,main,footer{padding-left:18px;padding-right:18px}.hero{padding-top:14px}
.hero.with-map,.cards.two{grid-template-columns:minmax(0,1fr)}.hero.with-map{gap:28px}
.notes{columns:1}section{margin-top:3rem}.banner{padding:.5em 18px;text-align:left}
}
@media screen and (max-width:560px){
.hero:not(.with-map) .tiles{grid-template-columns:repeat(2,minmax(0,1fr))}
.lede{font-size:1.08rem}.card{padding:18px 16px}h2{font-size:1.5rem}
.tile strong{font-size:1.42rem}.tile{padding-right:12px}
.banner span{display:none}.places span{display:none}.places b{width:17px;height:17px;margin:-8.5px;border-width:1.5px;font-size:.625rem;line-height:14px;text-align:center}
.key{display:block;line-height:1.7}
table{font-size:.84rem}th,td{padding-left:9px}
.bars .meter{grid-template-columns:1fr;gap:.15em}.bars .meter-label{text-align:left;min-width:0}.bars thead th,.bars .sum td{text-align:left}
.meter-head{min-width:9em}.columns{height:150px}.column-label{display:none}
.reasons th small{display:none}.reasons .meter{grid-template-columns:1fr}.reasons .track,.reasons th:nth-child(2),.reasons td:nth-child(2){display:none}
.busiest thead,.interchanges thead{display:none}
.busiest tr,.interchanges tr{display:grid;gap:.3em 12px;border-top:1px solid var(--line);padding:.7em 0}
.busiest tr>*,.interchanges tr>*{border:0;padding:0;text-align:left}
.busiest,.busiest tbody,.busiest caption{display:block}.busiest tr{grid-template-columns:1fr auto auto;gap:.3em 8px}.busiest td:nth-child(n+3){font-size:.78rem}.busiest th,.busiest td:nth-child(2),.busiest td:nth-child(6){grid-column:1/-1}
.busiest th small{display:inline;margin-left:.4em}.busiest td:nth-child(2){color:var(--soft)}.busiest td:nth-child(4)::after{content:" parcels"}
.interchanges tr{grid-template-columns:1fr 1fr}.interchanges th{grid-column:1/-1}.interchanges td.words{max-width:none}.interchanges .strip i{width:8px;height:12px}
.interchanges td[data-label]::before{content:attr(data-label) " ";color:var(--soft)}
.line-chart{margin-left:2.9em}
.stacks,.stacks tbody,.stacks caption{display:block}.stacks thead{display:none}
.stacks tr{display:grid;grid-template-columns:1fr 1fr;gap:.3em 14px;border-top:1px solid var(--line);padding:.7em 0}
.stacks tr>*{border:0;padding:0;text-align:left;white-space:normal}.stacks th{grid-column:1/-1;font-weight:600}.stacks .of{display:block}.stacks .minor{display:none}.stacks th small{font-weight:400}
.stacks .meter{grid-template-columns:1fr auto;gap:.5em}.stacks .meter-label{min-width:0}
.pages ul{gap:.1em 1.1em}
}`;

const PRINT = `
@media print{
body{font-size:9.5pt;background:#fff;print-color-adjust:exact;-webkit-print-color-adjust:exact}
.hero,main,footer{max-width:none;padding:0}.hero{padding-top:0}
.hero.with-map{display:block}.hero .tiles{grid-template-columns:repeat(3,minmax(0,1fr))!important;margin-top:4mm}.map{width:126mm;margin:5mm auto 0}h1{font-size:21pt}h2{font-size:15pt;break-after:avoid}
.lede{font-size:11.5pt}.tile strong{font-size:14pt}.tile{padding:2.4mm 2mm 2.4mm 0}
.banner{position:static;padding:2mm 4mm;margin-bottom:6mm;border:1px solid #d9b25f;border-radius:2mm}
section{margin-top:7mm}.card,.fine,tr,figure,.tile,.bar-group,.histogram{break-inside:avoid}.card{padding:4mm 4.5mm;border-color:#d8d4ca}.card:has(.busiest){break-inside:auto}main>section:first-child{break-before:page;margin-top:0}
.cards{gap:4mm}table{font-size:8pt}th,td{padding-left:7px}.bars th{white-space:nowrap}.bars td{width:auto;padding-left:13px}thead th{font-size:7.5pt}.finding{break-after:avoid;font-size:10.5pt}.column-label{font-size:5.5pt}.meter-label{min-width:4.6em}caption,h3{font-size:9.5pt}.scroll{overflow:visible}details{display:none}
.columns{height:36mm}.places li{font-size:7.5pt}.fine,.legend,small,footer{font-size:7.5pt!important}
.meter-head{min-width:0}.strip i{width:6px;height:10px}.strip{max-width:52mm}.skip,.pages{display:none}
}`;
