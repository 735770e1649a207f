/** What a schema asks of those who write to it, and what of that would be news to a process of the version before. */

import { sql, type Kysely } from 'kysely';

interface Column {
  readonly table: string;
  readonly column: string;
  readonly type: string;
  /** Null where it has no length. */
  readonly length: number | null;
  readonly nullable: boolean;
  readonly filled: boolean;
}

/** A unique index, or a constraint of another kind. */
interface Rule {
  readonly table: string;
  readonly kind: 'unique' | 'foreign' | 'check';
  readonly columns: readonly string[];
  readonly text: string;
}

export interface Schema {
  readonly columns: readonly Column[];
  readonly rules: readonly Rule[];
}

/** Of PostgreSQL: SQLite is for one process, so nobody older is beside it. */
export async function schemaOf<T>(db: Kysely<T>): Promise<Schema> {
  const columns = await sql<Column>`
    select table_name as "table", column_name as "column", data_type as type, character_maximum_length as length,
      is_nullable = 'YES' as nullable, column_default is not null as filled
    from information_schema.columns where table_schema = 'public' order by table_name, ordinal_position
  `.execute(db);
  const unique = await sql<Rule>`
    select indrelid::regclass::text as "table", 'unique' as kind,
      array(select attname::text from pg_attribute where attrelid = indrelid and attnum = any(indkey)) as columns,
      regexp_replace(pg_get_indexdef(indexrelid), '^.* USING ', '') as text
    from pg_index join pg_class on pg_class.oid = indrelid
    where indisunique and relnamespace = 'public'::regnamespace
  `.execute(db);
  const constraints = await sql<Rule>`
    select conrelid::regclass::text as "table", case contype when 'f' then 'foreign' else 'check' end as kind,
      array(select attname::text from pg_attribute where attrelid = conrelid and attnum = any(conkey)) as columns,
      pg_get_constraintdef(oid) as text
    from pg_constraint where connamespace = 'public'::regnamespace and contype in ('f', 'c')
  `.execute(db);
  return { columns: columns.rows, rules: [...unique.rows, ...constraints.rows] };
}

/** What breaks whoever reads and writes as before; a sentence each. */
export function breaches(before: Schema, after: Schema): string[] {
  const tables = new Set(before.columns.map(({ table }) => table));
  const known = new Set(before.columns.map(nameOf));
  const added = after.columns.filter((column) => tables.has(column.table) && !known.has(nameOf(column)));
  const optional = new Set(added.filter(({ nullable }) => nullable).map(nameOf));
  const isNews = (rule: Rule) => tables.has(rule.table) && !before.rules.some((other) => isSame(rule, other));
  const isMoot = ({ table, columns }: Rule) => columns.some((column) => optional.has(nameOf({ table, column })));
  return [
    ...before.columns.flatMap((column) => changeOf(column, after)),
    ...added.filter(isDemanded).map((column) => `${nameOf(column)} must be given`),
    ...before.rules
      .filter((rule) => rule.kind === 'unique' && !after.rules.some((other) => isSame(rule, other)))
      .map((rule) => `${rule.table} conflicts no more by ${rule.text}`),
    ...after.rules
      .filter((rule) => isNews(rule) && !isMoot(rule))
      .map((rule) => `${rule.table} has the rule ${rule.kind} ${rule.text}`),
  ];
}

const nameOf = ({ table, column }: Pick<Column, 'table' | 'column'>): string => `${table}.${column}`;
const isDemanded = ({ nullable, filled }: Column): boolean => !nullable && !filled;
const isSame = (one: Rule, other: Rule): boolean =>
  one.table === other.table && one.kind === other.kind && one.text === other.text;

function changeOf(was: Column, after: Schema): string[] {
  const name = nameOf(was);
  const is = after.columns.find((column) => nameOf(column) === name);
  if (is === undefined) return [`${name} is gone`];
  const holdsAll = is.type === 'text' || (is.type === was.type && (is.length ?? Infinity) >= (was.length ?? Infinity));
  return [
    ...(holdsAll || is.type === was.type ? [] : [`${name} is of another type`]),
    ...(is.type === was.type && !holdsAll ? [`${name} is shorter`] : []),
    ...(was.nullable && !is.nullable ? [`${name} must not be null`] : []),
    ...(!isDemanded(was) && isDemanded(is) && !was.nullable ? [`${name} must be given`] : []),
  ];
}
