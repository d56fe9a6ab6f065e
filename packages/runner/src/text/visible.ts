// Text from outside may hold characters that nobody sees: they reorder what is read (Trojan Source, CVE-2021-42574),
// hide words from people that machines read, or make two names look alike. One rule for all of them.

/** Controls, and what ends a line or paragraph. */
const SEPARATOR = String.raw`\p{Cc}\p{Zl}\p{Zp}`;
/**
 * Unicode's format category and all else that a font shows as nothing (Default_Ignorable_Code_Point, UAX #44; the blank
 * Braille pattern), without those of the category that are seen: the Arabic and Kaithi signs before a number.
 */
const UNSEEN = String.raw`(?![\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u{110bd}\u{110cd}])[\p{Cf}\p{DI}\u2800]`;
const RUN = new RegExp(`(?:[${SEPARATOR}]|${UNSEEN})+`, 'gu');
const LINE_END = new RegExp(`[${SEPARATOR}]`, 'u');

/**
 * Scripts whose letters change shape by a joiner between them (Unicode 17, sections 9.2 and 12.1; UAX #31, 2.3).
 */
const JOINED_SCRIPTS = [
  ...[
    'Arabic',
    'Syriac',
    'Mandaic',
    'Nko',
    'Mongolian',
    'Phags_Pa',
    'Manichaean',
    'Adlam',
    'Hanifi_Rohingya',
  ],
  ...['Devanagari', 'Bengali', 'Gurmukhi', 'Gujarati', 'Oriya', 'Tamil', 'Telugu', 'Kannada', 'Malayalam'],
  ...['Sinhala', 'Khmer', 'Myanmar', 'Tibetan', 'Balinese', 'Javanese', 'Sundanese', 'Tai_Tham'],
];
const scripts = JOINED_SCRIPTS.map((script) => String.raw`\p{Script=${script}}`).join('');
const JOINING = String.raw`(?=[\p{L}\p{M}])[${scripts}]`;
const PICTURE = String.raw`\p{Extended_Pictographic}[\ufe0f\p{EMod}]?`;

/**
 * Where an unseen character means something: [what stands before it, the character itself, what follows it].
 * Joiners between letters and in emoji (UTS #51, 1.4.2), how a character is drawn (emoji or text, a Han or a Mongolian
 * form), and the three flags that GitHub and Slack show by tags (UTS #51, annex C).
 */
const MEANT: readonly (readonly [before: RegExp, unseen: RegExp, after: RegExp])[] = [
  [new RegExp(`${JOINING}$`, 'u'), /^[\u200c\u200d]$/u, new RegExp(`^${JOINING}`, 'u')],
  [new RegExp(`${PICTURE}$`, 'u'), /^\ufe0f?\u200d$/u, /^\p{Extended_Pictographic}/u],
  [/[\p{Extended_Pictographic}\d#*]$/u, /^[\ufe0e\ufe0f]$/u, /^/u],
  [/\p{Script=Mongolian}$/u, /^[\u180b-\u180d\u180f]$/u, /^/u],
  [/\p{Script=Han}$/u, /^[\u{e0100}-\u{e01ef}]$/u, /^/u],
  [
    /🏴$/u,
    /^\u{e0067}\u{e0062}(?:\u{e0065}\u{e006e}\u{e0067}|\u{e0073}\u{e0063}\u{e0074}|\u{e0077}\u{e006c}\u{e0073})\u{e007f}$/u,
    /^/u,
  ],
];

/**
 * The text as people see it, in one line: without what is not seen, half characters replaced (U+FFFD), and controls and
 * line ends as a space. What an unseen character means where a script or an emoji needs it stays.
 */
export function visible(text: string): string {
  const whole = text.toWellFormed();
  return whole.replace(RUN, (run, at: number) => {
    if (LINE_END.test(run)) return ' ';
    const [before, after] = [
      whole.slice(Math.max(0, at - 4), at),
      whole.slice(at + run.length, at + run.length + 2),
    ];
    return MEANT.some(([left, unseen, right]) => unseen.test(run) && left.test(before) && right.test(after))
      ? run
      : '';
  });
}
