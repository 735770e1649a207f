import {bootstrapApplication} from '@angular/platform-browser';
import {OrderTicket} from './order-ticket.js';

void bootstrapApplication(OrderTicket);
