import {createApp} from 'vue';
import OrderTicket from './OrderTicket.vue';

createApp(OrderTicket).mount('#app');
