import type {Acts, FlowController, FlowDefinition} from '../../controllers/flow.js';
import type {Language} from '../../domain/language.js';
import type {Problem} from '../../domain/problems.js';
import type {Screens} from './screen.js';

/** The types of one flow and of what shows it. */
export interface FlowSchema {
  readonly state: {
    readonly step: string;
    readonly attempt: number;
    readonly problem?: Problem | null;
    readonly cause?: Problem;
  };
  readonly event: {readonly type: string};
  readonly effect: {readonly type: string};
  readonly texts: Readonly<Record<string, (...values: never[]) => string>>;
  readonly view: object;
}

/** What every element does for its flow in one way. */
export interface CommonActs {
  readonly 'emit-problem': (effect: {readonly problem: Problem}) => void;
  readonly 'emit-dismissed': () => void;
}

export type Definition<Schema extends FlowSchema> = FlowDefinition<Schema['state'], Schema['event'], Schema['effect']>;
export type Flow<Schema extends FlowSchema> = FlowController<Schema['state'], Schema['event'], Schema['effect']>;

/** What an element says of its flow beside that, and of what shows it. */
export type FlowParts<Schema extends FlowSchema> = Omit<Definition<Schema>, 'acts' | 'onStep' | 'newKey'> & {
  readonly acts: Omit<Acts<Schema['effect']>, keyof CommonActs>;
  readonly texts: Schema['texts'];
  readonly screens: Screens<Schema['state'], Schema['view']>;
  /** The card's name. */
  readonly title?: (say: Schema['texts'], language: Language) => string;
  /** Tries again what has failed; otherwise the element starts over. */
  readonly retry?: Schema['event'];
};
