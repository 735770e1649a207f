import {expect} from 'chai';
import {challenge, reached, shown, stateIn, statusWith, verify} from '../../stories/fixtures/index.js';
import type {MethodKind} from '../../src/domain/contract.js';
import {mount, show} from './support/mount.js';

const bySource: Readonly<Record<MethodKind, readonly [label: string, hint: string]>> = {
  'kb-otp': ['Mã xác thực KB-OTP', 'Xem mã trong Danh sách KB-OTP trên “iPhone của Bình”.'],
  sms: ['Mã xác thực', 'Đã gửi mã qua SMS đến •••• ••• 567.'],
  email: ['Mã xác thực', 'Đã gửi mã qua email đến b•••@example.vn.'],
  voice: ['Mã xác thực', 'Tổng đài đang gọi đến •••• ••• 567 để đọc mã.'],
  matrix: ['Mã tại các ô B3, F7, H1 trên thẻ ma trận', ''],
  token: ['Mã trên thiết bị token', 'Số sê-ri VASCO 27-1043871'],
  password: ['Mật khẩu giao dịch', ''],
  other: ['Mã xác thực: chứng thư số', ''],
};

describe('what <otp-verify> says', () => {
  for (const state of verify.states) {
    for (const lang of ['vi', 'en'] as const) {
      it(`${state.name}: ${lang}`, async () => {
        const {screen} = await show(verify, state, lang);
        expect(screen.status()).to.equal(state[lang]);
      });
    }
  }

  for (const [kind, [label, hint]] of Object.entries(bySource)) {
    it(`names where the code of ${kind} is found`, async () => {
      const {element} = mount({script: {getAuthentication: statusWith(kind as MethodKind)}});
      const screen = await reached(element, 'code');
      expect(screen.text('label')).to.equal(label);
      expect(screen.text('[part~=hint] bdi')).to.equal(hint);
    });
  }

  it('names both apps when the phone has no name', async () => {
    const {source: _, ...unnamed} = challenge.kbOtp();
    const {element} = mount({script: {createChallenge: unnamed}});
    const screen = await reached(element, 'code');
    expect(screen.text('[part~=hint] bdi')).to.equal('Xem mã trong Danh sách KB-OTP trên KB-Mobile hoặc M-able.');
  });

  it('shows what is authorized in the words of the endpoint, in the language of the page', async () => {
    const {element} = mount({lang: 'en'});
    const screen = await reached(element, 'code');
    expect(screen.purpose()).to.deep.equal(['Buy order 1,000 VNM', 'Order value VND 67,500,000', 'Price VND 67,500']);
    expect(screen.text('[part~=account]')).to.equal('Account 058C•••456 KB-Trade');
  });

  it('offers the hot line where the account is locked', async () => {
    const {screen} = await show(verify, stateIn(verify, 'locked without end'));
    const call = screen.root.querySelector('a');
    expect(shown(call)).to.equal('Gọi tổng đài 1900 1711');
    expect(call?.getAttribute('href')).to.equal('tel:19001711');
  });

  it('takes the words of the host where it has any', async () => {
    const messages = {confirm: 'Gửi lệnh', hintKbOtp: (device: string) => `Xem ${device}`};
    const {element} = mount({messages});
    const screen = await reached(element, 'code');
    expect(screen.primary()?.textContent).to.equal('Gửi lệnh');
    expect(screen.text('[part~=hint] bdi')).to.equal('Xem iPhone của Bình');
  });
});
