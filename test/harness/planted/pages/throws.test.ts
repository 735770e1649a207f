it('holds', () => undefined);
throw new Error('as planted');
