/** Puts everything back as it was in the beginning: what the server keeps, what this device keeps, who is signed in. */

import {begin} from '../orders/ticket.js';
import {reset, signIn} from '../wire/host-api.js';
import {uninstall} from './device.js';
import type {Context} from './scenario.js';

export async function startOver({reload, pages, apps}: Pick<Context, 'reload' | 'pages' | 'apps'>): Promise<void> {
  await Promise.all([reset(), uninstall()]);
  await signIn();
  begin();
  for (const shelf of [pages, apps]) shelf.restart();
  await reload();
}
