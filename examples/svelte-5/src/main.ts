import {mount} from 'svelte';
import OrderTicket from './OrderTicket.svelte';

mount(OrderTicket, {target: document.querySelector('#app')!});
