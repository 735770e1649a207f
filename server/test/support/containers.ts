/** Containers of tokens (PSKC, RFC 6030), with the values of the RFC's figures where they have some. */

import { createCipheriv, createHmac } from 'node:crypto';

/** Of figures 2, 6 and 7: the seed of RFC 4226 and 6238, too. */
export const seed = Buffer.from('12345678901234567890');

/** Of figure 6. */
export const figure6 = {
  key: '12345678901234567890123456789012',
  mac: 'ESIzRFVmd4iZABEiM0RVZgKn6WjLaTC1sbeBMSvIhRejN9vJa2BOlSaMrR7I5wSX',
  value: 'AAECAwQFBgcICQoLDA0OD+cIHItlB3Wra1DUpxVvOx2lef1VmNPCMl8jwZqIUqGv',
  valueMac: 'Su+NvtQfmvfJzF6bmQiJqoLRExc=',
} as const;

/** Of figure 7. */
export const figure7 = {
  password: 'qwerty',
  salt: 'Ej7/PEpyEpw=',
  mac: '2GTTnLwM3I4e5IO5FkufoOEiOhNj91fhKRQBtBJYluUDsPOLTfUvoU2dStyOwYZx',
  value: 'oTvo+S22nsmS2Z/RtcoF8Hfh+jzMe0RkiafpoDpnoZTjPYZu6V+A4aEn032yCr4f',
  valueMac: 'LP6xMvjtypbfT9PdkJhBZ+D6O4w=',
} as const;

const xmlenc = 'http://www.w3.org/2001/04/xmlenc#';
export const aes128 = `${xmlenc}aes128-cbc`;
export const aes256 = `${xmlenc}aes256-cbc`;
export const hmacSha1 = 'http://www.w3.org/2000/09/xmldsig#hmac-sha1';
export const hmacSha256 = 'http://www.w3.org/2001/04/xmldsig-more#hmac-sha256';

export const container = (...parts: readonly string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<KeyContainer Version="1.0" xmlns="urn:ietf:params:xml:ns:keyprov:pskc" xmlns:ds="http://www.w3.org/2000/09/xmldsig#"
  xmlns:xenc="${xmlenc}" xmlns:xenc11="http://www.w3.org/2009/xmlenc11#"
  xmlns:pkcs5="http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5v2-0#">
${parts.join('\n')}
</KeyContainer>
`;

export const sharedKey = '<EncryptionKey><ds:KeyName>Shared-key</ds:KeyName></EncryptionKey>';

export const passwordKey = (iterations: number | string = 1000): string =>
  `<EncryptionKey><xenc11:DerivedKey>
  <xenc11:KeyDerivationMethod Algorithm="http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5v2-0#pbkdf2">
    <pkcs5:PBKDF2-params><Salt><Specified>${figure7.salt}</Specified></Salt>
      <IterationCount>${iterations}</IterationCount><KeyLength>16</KeyLength><PRF/></pkcs5:PBKDF2-params>
  </xenc11:KeyDerivationMethod>
  <xenc11:MasterKeyName>A password</xenc11:MasterKeyName>
</xenc11:DerivedKey></EncryptionKey>`;

const cipherData = (value: string, cipher: string): string =>
  `<xenc:EncryptionMethod Algorithm="${cipher}"/><xenc:CipherData><xenc:CipherValue>
    ${value}
  </xenc:CipherValue></xenc:CipherData>`;

export const macMethod = (key: string | null, { cipher = aes128, algorithm = hmacSha1 } = {}): string =>
  `<MACMethod Algorithm="${algorithm}">${key === null ? '' : `<MACKey>${cipherData(key, cipher)}</MACKey>`}</MACMethod>`;

export const plainValue = (value: Uint8Array = seed): string =>
  `<PlainValue>${Buffer.from(value).toString('base64')}</PlainValue>`;

export const encryptedValue = (value: string, valueMac: string, cipher = aes128): string =>
  `<EncryptedValue>${cipherData(value, cipher)}</EncryptedValue><ValueMAC>${valueMac}
  </ValueMAC>`;

export interface KeyParts {
  readonly serial?: string;
  readonly user?: string;
  readonly algorithm?: string;
  readonly suite?: string;
  readonly format?: string;
  readonly secret?: string;
  readonly data?: string;
  readonly policy?: string;
}

export function keyPackage({
  serial = '987654321',
  user,
  algorithm = 'urn:ietf:params:xml:ns:keyprov:pskc:totp',
  suite,
  format = 'Length="8" Encoding="DECIMAL"',
  secret = plainValue(),
  data = '',
  policy = '',
}: KeyParts): string {
  return `<KeyPackage>
  <DeviceInfo><Manufacturer>Manufacturer</Manufacturer><SerialNo>${serial}</SerialNo></DeviceInfo>
  <Key Id="12345678" Algorithm="${algorithm}">
    <Issuer>Issuer</Issuer>
    <AlgorithmParameters>${suite === undefined ? '' : `<Suite>${suite}</Suite>`}<ResponseFormat ${format}/></AlgorithmParameters>
    <Data><Secret>${secret}</Secret>${data}</Data>
    ${user === undefined ? '' : `<UserId>${user}</UserId>`}
    ${policy === '' ? '' : `<Policy>${policy}</Policy>`}
  </Key>
</KeyPackage>`;
}

/** Encrypts as XML Encryption does, with a padding whose last byte alone says how long it is. */
export function seal(key: Buffer, clear: Buffer, iv: Buffer): Buffer {
  const padding = 16 - (clear.length % 16);
  const padded = Buffer.concat([clear, Buffer.alloc(padding - 1, 0xa5), Buffer.from([padding])]);
  const cipher = createCipheriv(`aes-${key.length * 8}-cbc`, key, iv).setAutoPadding(false);
  return Buffer.concat([iv, cipher.update(padded), cipher.final()]);
}

export const macOf = (hash: string, key: Buffer, box: Buffer): string =>
  createHmac(hash, key).update(box).digest('base64');
