import {OrderTicket} from './order-ticket';

export default function Page() {
  return <OrderTicket />;
}
