/** Everything that a flow can come to: breadth first, by every event of an alphabet in every state that was found. */

interface Step {
  readonly step: string;
  readonly attempt: number;
}

export interface Edge<State, Event> {
  readonly from: State;
  readonly event: Event;
  readonly to: State;
}

export interface Walk<State, Event> {
  /** One state of each kind; two that differ in nothing but the number of their latest call are of one kind. */
  readonly states: readonly State[];
  /** One edge between two kinds of state for each label. */
  readonly edges: readonly Edge<State, Event>[];
}

interface Rules<State, Event> {
  readonly initial: State;
  readonly eventsFor: (state: State) => readonly Event[];
  /** Does an event, and looks at what comes of it. */
  readonly take: (state: State, event: Event) => State;
  /** Edges of one label between the same two kinds of state count as one. */
  readonly label: (event: Event) => string;
  /** A walk that finds more kinds of state than this has lost its bounds. */
  readonly most: number;
}

const kindOf = <State extends Step>(state: State): string => JSON.stringify({...state, attempt: 0});

export function walk<State extends Step, Event>(rules: Rules<State, Event>): Walk<State, Event> {
  const {initial, eventsFor, take, label, most} = rules;
  const found = new Map([[kindOf(initial), initial]]);
  const edges = new Map<string, Edge<State, Event>>();
  // A Map that grows while it is read is read to its new end.
  for (const [fromKind, from] of found)
    for (const event of eventsFor(from)) {
      const reached = take(from, event);
      if (reached === from) continue;
      const kind = kindOf(reached);
      const to = found.get(kind) ?? reached;
      if (to === reached) found.set(kind, to);
      if (found.size > most) throw new Error(`more than ${most} kinds of state`);
      edges.set(`${label(event)} ${fromKind} ${kind}`, {from, event, to});
    }
  return {states: [...found.values()], edges: [...edges.values()]};
}

const group = <State, Event>(edges: readonly Edge<State, Event>[], end: 'from' | 'to') => {
  const groups = new Map<State, Edge<State, Event>[]>();
  for (const edge of edges) groups.set(edge[end], [...(groups.get(edge[end]) ?? []), edge]);
  return groups;
};

/** The states that lead to one of `goals` along these edges. */
export function leadingTo<State, Event>(
  goals: readonly State[],
  edges: readonly Edge<State, Event>[],
): ReadonlySet<State> {
  const into = group(edges, 'to');
  const reached = new Set(goals);
  for (const state of reached) for (const {from} of into.get(state) ?? []) reached.add(from);
  return reached;
}

/** The states that these edges lead to from `start`. */
export function reachableFrom<State, Event>(start: State, edges: readonly Edge<State, Event>[]): ReadonlySet<State> {
  const outOf = group(edges, 'from');
  const reached = new Set([start]);
  for (const state of reached) for (const {to} of outOf.get(state) ?? []) reached.add(to);
  return reached;
}

/** The states on circles, or between two: what is left when states that nothing leads to, or out of, are taken away. */
export function onCircles<State, Event>(edges: readonly Edge<State, Event>[]): ReadonlySet<State> {
  const sources = new Set(edges.map(({from}) => from));
  const targets = new Set(edges.map(({to}) => to));
  const inner = edges.filter(({from, to}) => targets.has(from) && sources.has(to));
  return inner.length === edges.length ? sources : onCircles(inner);
}
