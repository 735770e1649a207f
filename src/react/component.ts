'use client';

import {createComponent, type EventName, type ReactWebComponent} from '@lit/react';
import * as React from 'react';

type Listened = Readonly<Record<string, EventName>>;

type Component<Tag extends HTMLElement, Events extends Record<string, EventName>> = React.ForwardRefExoticComponent<
  React.ComponentPropsWithRef<ReactWebComponent<Tag, Events>>
>;

/** `onOtpVerified`, of the event `otp-verified`. */
export const heard = <Heard extends Event>(name: string): EventName<Heard> => name as EventName<Heard>;

/**
 * An element as a component: its properties and events are props. It draws the bare tag on a server, and sets
 * everything when it hydrates, so nothing happens before the page listens.
 */
export const component = <Tag extends HTMLElement, Events extends Listened>(
  tagName: string,
  elementClass: new () => Tag,
  events: Events,
): Component<Tag, {-readonly [Name in keyof Events]: Events[Name]}> =>
  createComponent({react: React, tagName, elementClass, events, displayName: elementClass.name}) as never;
