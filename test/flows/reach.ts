interface Stepping {
  readonly step: string;
  readonly attempt: number;
}

type Reduce<State, Event, Effect> = (state: State, event: Event) => readonly [State, ...Effect[]];

export interface Edge<State, Event, Effect> {
  readonly from: State;
  readonly event: Event;
  readonly to: State;
  readonly effects: readonly Effect[];
}

/** Two states are one when they differ in nothing but the number of the latest call. */
const sameBut = ({attempt: _, ...rest}: Stepping) => JSON.stringify(rest);

/** Every state that a flow can come to by these events, and every arrow between them, breadth first. */
export function walk<State extends Stepping, Event, Effect>(
  initial: State,
  reduce: Reduce<State, Event, Effect>,
  eventsIn: (state: State) => readonly Event[],
): {readonly states: readonly State[]; readonly edges: readonly Edge<State, Event, Effect>[]} {
  const states = new Map([[sameBut(initial), initial]]);
  const edges: Edge<State, Event, Effect>[] = [];
  for (const from of states.values()) {
    for (const event of eventsIn(from)) {
      const [to, ...effects] = reduce(from, event);
      edges.push({from, event, to, effects});
      if (!states.has(sameBut(to))) states.set(sameBut(to), to);
    }
  }
  return {states: [...states.values()], edges};
}
