import type { Kysely, Selectable } from 'kysely';
import { deliveredKinds } from '../domain/challenge.js';
import type { Notice, NoticeKind, NoticeSend } from '../domain/device.js';
import type { NoticeRecords } from './device-storage.js';
import type { NoticeSendRow, Tables } from './tables.js';

export function noticeRecords(db: Kysely<Tables>): NoticeRecords {
  const waiting = () => db.updateTable('notice_sends').where('state', '=', 'waiting');
  const givenUp = () =>
    db.selectFrom('notice_sends').where('state', '=', 'given-up').where('sealed_target', 'is not', null);
  return {
    async add(notices, customer, lease) {
      if (notices.length === 0) return [];
      await db.insertInto('notices').values(notices.map(toRow)).execute();
      return withNotices(notices, await address(db, notices, customer, lease));
    },

    async claim(now, lease, most) {
      const rows = await waiting()
        .set(({ eb }) => ({ attempts: eb('attempts', '+', 1), next_at: now + lease }))
        .where('next_at', '<=', now)
        .where(({ eb, refTuple, selectFrom }) => {
          const due = selectFrom('notice_sends')
            .where('state', '=', 'waiting')
            .where('next_at', '<=', now)
            .orderBy('next_at')
            .limit(most)
            .select(['notice', 'authenticator'])
            .$asTuple('notice', 'authenticator');
          return eb(refTuple('notice', 'authenticator'), 'in', due);
        })
        .returningAll()
        .execute();
      const ids = [...new Set(rows.map(({ notice }) => notice))];
      if (ids.length === 0) return [];
      const notices = await db.selectFrom('notices').where('id', 'in', ids).selectAll().execute();
      return withNotices(notices.map(toNotice), rows);
    },

    async end(notice, authenticators) {
      await waiting()
        .set({ state: 'sent', sealed_target: null })
        .where('notice', '=', notice)
        .where('authenticator', 'in', [...authenticators])
        .execute();
    },

    async giveUp(notice, authenticators, why, now) {
      await waiting()
        .set({ state: 'given-up', why, next_at: now })
        .where('notice', '=', notice)
        .where('authenticator', 'in', [...authenticators])
        .execute();
    },

    async dead(most, after) {
      const notices = await db
        .selectFrom('notices')
        .where('id', 'in', givenUp().select('notice'))
        .$if(after !== undefined, (some) =>
          some.where(({ eb, refTuple, tuple }) =>
            eb(refTuple('at', 'id'), '>', tuple(after?.at ?? 0, after?.id ?? '')),
          ),
        )
        .orderBy('at')
        .orderBy('id')
        .limit(most)
        .selectAll()
        .execute();
      if (notices.length === 0) return [];
      const ids = notices.map(({ id }) => id);
      const rows = await givenUp().where('notice', 'in', ids).selectAll().execute();
      return notices.map((notice) => ({
        notice: toNotice(notice),
        sends: rows
          .filter((row) => row.notice === notice.id)
          .map(({ channel, attempts, why, next_at: at }) => ({ channel, attempts, why: why ?? 'too-old', at })),
      }));
    },

    async resend(notice, now) {
      const rows = await db
        .updateTable('notice_sends')
        .set({ state: 'waiting', why: null, attempts: 0, next_at: now, since: now })
        .where('notice', '=', notice)
        .where('state', '=', 'given-up')
        .where('sealed_target', 'is not', null)
        .returning('authenticator')
        .execute();
      return rows.length;
    },

    async putOff(notice, authenticators, attempts, until) {
      await waiting()
        .set({ next_at: until })
        .where('notice', '=', notice)
        .where('authenticator', 'in', [...authenticators])
        .where('attempts', '=', attempts)
        .execute();
    },

    async backlog() {
      const row = await db
        .selectFrom('notice_sends')
        .innerJoin('notices', 'notices.id', 'notice_sends.notice')
        .where('notice_sends.state', '=', 'waiting')
        .select(({ fn }) => [
          fn.countAll().as('waiting'),
          fn.min('notices.at').as('since'),
          fn.min('notice_sends.next_at').as('due'),
        ])
        .executeTakeFirst();
      const dead = await givenUp()
        .select(({ fn }) => fn.countAll().as('count'))
        .executeTakeFirst();
      const numberOr = (value: unknown) => (value === null || value === undefined ? null : Number(value));
      return {
        waiting: Number(row?.waiting ?? 0),
        since: numberOr(row?.since),
        due: numberOr(row?.due),
        dead: Number(dead?.count ?? 0),
      };
    },
  };
}

/** Every address of the customer, whichever account has it: whoever takes one account may have taken its number too. */
function address(
  db: Kysely<Tables>,
  notices: readonly Notice[],
  customer: string,
  lease: number,
): Promise<Selectable<NoticeSendRow>[]> {
  const columns = [
    'notice',
    'authenticator',
    'own',
    'channel',
    'sealed_target',
    'state',
    'attempts',
    'next_at',
  ] as const;
  return db
    .insertInto('notice_sends')
    .columns([...columns])
    .expression(
      db
        .selectFrom('notices')
        .innerJoin('accounts as own', 'own.id', 'notices.account')
        .innerJoin('accounts as each', 'each.customer', 'own.customer')
        .innerJoin('authenticators', 'authenticators.account', 'each.id')
        .where(
          'notices.id',
          'in',
          notices.map(({ id }) => id),
        )
        .where('own.customer', '=', customer)
        .where('authenticators.state', '=', 'active')
        .where('authenticators.sealed_target', 'is not', null)
        .where('authenticators.kind', 'in', [...deliveredKinds])
        .select(({ eb, ref, lit }) => [
          'notices.id',
          'authenticators.id',
          eb.case().when('each.id', '=', ref('own.id')).then(lit(1)).else(lit(0)).end().as('is_own'),
          'authenticators.kind',
          'authenticators.sealed_target',
          eb.val('waiting').as('state'),
          lit(1).as('attempts'),
          eb('notices.at', '+', lit(lease)).as('next_at'),
        ]),
    )
    .returningAll()
    .execute();
}

function toRow({ id, account, kind, at, device }: Notice): Tables['notices'] {
  return { id, account, kind, at, what: JSON.stringify({ device }) };
}

function toNotice({ id, account, kind, at, what }: Tables['notices']): Notice {
  const { device } = JSON.parse(what) as Pick<Notice, 'device'>;
  return { id, account, kind: kind as NoticeKind, at, device };
}

/** Those to an account's own addresses first, and what happened earlier before what came later. */
function withNotices(notices: readonly Notice[], rows: ReadonlyArray<Selectable<NoticeSendRow>>): NoticeSend[] {
  return rows
    .toSorted((one, other) => other.own - one.own)
    .flatMap((row) => {
      const notice = notices.find(({ id }) => id === row.notice);
      const { authenticator, channel, sealed_target: sealedTarget, attempts } = row;
      if (notice === undefined || sealedTarget === null) return [];
      const since = row.since ?? notice.at;
      return [{ notice, authenticatorId: authenticator, channel, sealedTarget, attempts, since }];
    });
}
