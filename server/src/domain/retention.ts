/** How long the endpoint keeps what is over, by table. */

/** Days: what holds unless configured otherwise, and the least that the rules of the endpoint bear. */
interface Span {
  readonly usual: number;
  readonly least: number;
}

/** As long as papers on securities have to be kept. */
const decade = 3653;

export const retentionRules = {
  challenges: { usual: 1, least: 1 },
  grants: { usual: 1, least: 1 },
  session_grants: { usual: 1, least: 1 },
  // No limit lasts longer: see `policyFault`.
  limited_transfers: { usual: 30, least: 30 },
  requests: { usual: 1, least: 1 },
  sends: { usual: 1, least: 1 },
  send_scopes: { usual: 1, least: 1 },
  // No row of wrong codes and no ceiling looks further back: see `policyFault`.
  attempts: { usual: 30, least: 30 },
  unlocks: { usual: 1, least: 1 },
  enrolments: { usual: 1, least: 1 },
  // The outbox goes on for three days, and once more where an operator says so.
  notices: { usual: 90, least: 7 },
  method_changes: { usual: decade, least: 365 },
  help_desk_acts: { usual: decade, least: 365 },
  // An old import brings back what is forgotten.
  closed_accounts: { usual: decade, least: 30 },
} as const satisfies Readonly<Record<string, Span>>;

export type KeptTable = keyof typeof retentionRules;

/** Days. */
export type Retention = Readonly<Record<KeptTable, number>>;

export const keptTables = Object.keys(retentionRules) as readonly KeptTable[];

const mostDays = 36_500;

export const usualRetention = retentionOf(({ usual }) => usual);

/** `table=days` for each, with commas. */
export const describeRetention = (which: keyof Span): string =>
  keptTables.map((table) => `${table}=${retentionRules[table][which]}`).join(',');

export const retentionForm = `must list tables and days such as notices=30, with commas, of ${mostDays} at most and none less than ${describeRetention('least')}.`;

/** @param list `notices=30` each; null where one is of another form, or no days that its table may be kept for */
export function parseRetention(list: readonly string[]): Partial<Retention> | null {
  const days = list.map((each) => {
    const [, table = '', count = ''] = /^([a-z_]+)=([1-9][0-9]{0,4})$/.exec(each) ?? [];
    return isKeptTable(table) && isAllowed(table, Number(count)) ? [table, Number(count)] : null;
  });
  return days.includes(null) ? null : (Object.fromEntries(days.filter((each) => each !== null)) as Partial<Retention>);
}

const isKeptTable = (name: string): name is KeptTable => Object.hasOwn(retentionRules, name);

const isAllowed = (table: KeptTable, days: number): boolean => days >= retentionRules[table].least && days <= mostDays;

function retentionOf(days: (span: Span) => number): Retention {
  return Object.fromEntries(keptTables.map((table) => [table, days(retentionRules[table])])) as Retention;
}
