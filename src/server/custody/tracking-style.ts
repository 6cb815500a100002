/** Where the letters of Hindi come from for devices that have none of their own, by weight. */
export const TRACKING_FONTS = {
  400: '/track/fonts/devanagari-400.woff2',
  600: '/track/fonts/devanagari-600.woff2',
} as const;

/** Style of the public tracking page: for phones first, in light and dark, and on paper. Colours hold 4.5:1. */
export const TRACKING_STYLE = `
@font-face{font-family:'Interline Devanagari';font-weight:400;font-display:swap;src:url(${TRACKING_FONTS[400]}) format('woff2');unicode-range:U+0900-097F,U+1CD0-1CFF,U+200C-200D,U+20A8,U+20B9,U+25CC,U+A830-A839,U+A8E0-A8FF}
@font-face{font-family:'Interline Devanagari';font-weight:600 700;font-display:swap;src:url(${TRACKING_FONTS[600]}) format('woff2');unicode-range:U+0900-097F,U+1CD0-1CFF,U+200C-200D,U+20A8,U+20B9,U+25CC,U+A830-A839,U+A8E0-A8FF}
:root{color-scheme:light dark;--ink:#1b1f24;--soft:#555c65;--paper:#f7f5f0;--card:#fffefb;--line:#ddd8cc;--track:#d6d1c4;--blue:#0b6290;--green:#0d6b45;--amber:#8a5a00}
@media (prefers-color-scheme:dark){:root{--ink:#e9edf2;--soft:#a3aeba;--paper:#0a0e13;--card:#11171e;--line:#26313d;--track:#33404d;--blue:#5cc4f5;--green:#63d3a2;--amber:#e9b455}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:17px/1.5 system-ui,'Noto Sans','Noto Sans Devanagari','Nirmala UI','Kohinoor Devanagari',Mangal,'Interline Devanagari',sans-serif;overflow-wrap:anywhere}
header,main,footer{max-width:640px;margin:0 auto;padding:24px 20px}
header{padding-bottom:0}
footer{color:var(--soft);font-size:15px;border-top:1px solid var(--line)}
.languages{display:flex;justify-content:flex-end;gap:4px;font-size:15px}
.languages>*{padding:6px 10px;min-height:36px}
a{color:var(--blue)}
a:focus-visible,input:focus-visible,button:focus-visible{outline:3px solid var(--blue);outline-offset:2px}
h1{font-size:30px;line-height:1.25;margin:4px 0 8px}
h2{font-size:19px;margin:32px 0 8px}
.now{background:var(--card);border:1px solid var(--line);border-left:6px solid var(--blue);border-radius:8px;padding:18px 20px}
.now h1{color:var(--blue)}.now.done{border-left-color:var(--green)}.now.done h1{color:var(--green)}
.now.wait{border-left-color:var(--amber)}.now.wait h1{color:var(--amber)}
.now p{margin:4px 0}.number{color:var(--soft);font-variant-numeric:tabular-nums}.expected{font-size:20px;font-weight:600}
ol{list-style:none;margin:0;padding:0}
.stages{display:grid;grid-template-columns:repeat(4,1fr);gap:6px;margin:20px 0 0;font-size:15px}
.stages li{border-top:6px solid var(--track);padding-top:6px;color:var(--soft)}
.stages .done{border-color:var(--green);color:var(--ink)}
.stages .now{background:none;border:0;border-top:6px solid var(--blue);border-radius:0;padding:6px 0 0;color:var(--ink);font-weight:600}
.told{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.steps li{display:grid;grid-template-columns:180px 1fr;gap:4px 16px;padding:12px 0;border-bottom:1px solid var(--line);break-inside:avoid}
time{color:var(--soft);font-variant-numeric:tabular-nums}
.zone,.made{color:var(--soft);font-size:15px}
label{display:block;font-weight:600;margin:16px 0 4px}
input:not([type=hidden]){font:inherit;width:100%;min-height:48px;padding:10px 12px;border:1px solid var(--soft);border-radius:8px;background:var(--card);color:var(--ink)}
button{font:inherit;font-weight:600;min-height:48px;margin-top:12px;padding:10px 24px;border:0;border-radius:8px;background:var(--blue);color:var(--paper);cursor:pointer}
@media (max-width:480px){.stages{font-size:13.5px}.stages li{overflow-wrap:normal}.steps li{grid-template-columns:1fr}h1{font-size:26px}}
@media print{:root{color-scheme:light;--ink:#000;--soft:#333;--paper:#fff;--card:#fff;--line:#999;--track:#bbb;--blue:#000;--green:#000;--amber:#000}
body{font-size:12pt}header,.screen{display:none}main,footer{padding:8px 0;max-width:none}}
`;
