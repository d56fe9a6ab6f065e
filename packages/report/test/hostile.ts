/** Texts that would do something where they are not only text. */
export const HOSTILE: readonly string[] = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '| a | b |\n|---|---|\n# heading',
  '`code` **bold** [link](https://example.com) ![](https://example.com/x.png)',
  '\u202egnirts desrever\u202c \u2067מימין לשמאל\u2069',
  '</title></svg></table></style><style>*{display:none}',
  '&lt;b&gt; &amp; &#60;',
  '<!-- ]]> <![CDATA[',
  `${'long'.repeat(75)}`,
  '::error::x\n::set-output name=a::b',
  'javascript:alert(1)',
  '\u0000\u0007\u001b[31m\u200b',
];
