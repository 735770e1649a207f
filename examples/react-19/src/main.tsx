import {createRoot} from 'react-dom/client';
import {OrderTicket} from './order-ticket.js';

createRoot(document.querySelector('#app')!).render(<OrderTicket />);
