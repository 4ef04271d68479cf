//! Bytes of a type as the IDL describes it, every number in them another.

use anchor_lang_idl::types::{Idl, IdlArrayLen, IdlDefinedFields, IdlType, IdlTypeDefTy};

/// Bytes of the type `name` of `idl`: its discriminator, if it is an account or event, and arbitrary but fixed values.
/// Of an enum the first variant that holds something, else the last.
pub fn bytes(idl: &Idl, name: &str) -> Vec<u8> {
    let accounts = idl.accounts.iter().map(|a| (&a.name, &a.discriminator));
    let events = idl.events.iter().map(|e| (&e.name, &e.discriminator));
    let own = accounts.chain(events).find(|(known, _)| *known == name);
    let mut writer = Writer {
        idl,
        out: own.map_or_else(Vec::new, |(_, discriminator)| discriminator.clone()),
    };
    writer.defined(name);
    writer.out
}

struct Writer<'a> {
    idl: &'a Idl,
    out: Vec<u8>,
}

impl Writer<'_> {
    fn noise(&mut self, count: usize) {
        for _ in 0..count {
            let at = self.out.len() as u32 + 1;
            // Knuth's multiplicative hash: no two numbers come out alike, and half of the signed ones are negative.
            self.out.push((at.wrapping_mul(2_654_435_761) >> 24) as u8);
        }
    }

    fn value(&mut self, ty: &IdlType) {
        match ty {
            IdlType::Bool => self.out.push(1),
            IdlType::U8 | IdlType::I8 => self.noise(1),
            IdlType::U16 | IdlType::I16 => self.noise(2),
            IdlType::U32 | IdlType::I32 => self.noise(4),
            IdlType::U64 | IdlType::I64 => self.noise(8),
            IdlType::Pubkey => self.noise(32),
            IdlType::Array(item, IdlArrayLen::Value(length)) => {
                (0..*length).for_each(|_| self.value(item));
            }
            IdlType::Defined { name, .. } => self.defined(name),
            other => panic!("{other:?} is in no account or event"),
        }
    }

    fn fields(&mut self, fields: Option<&IdlDefinedFields>) {
        match fields {
            None => {}
            Some(IdlDefinedFields::Named(fields)) => fields.iter().for_each(|f| self.value(&f.ty)),
            Some(IdlDefinedFields::Tuple(types)) => types.iter().for_each(|ty| self.value(ty)),
        }
    }

    fn defined(&mut self, name: &str) {
        let idl = self.idl;
        let of = idl.types.iter().find(|ty| ty.name == name);
        match &of.unwrap_or_else(|| panic!("{name} is described")).ty {
            IdlTypeDefTy::Struct { fields } => self.fields(fields.as_ref()),
            IdlTypeDefTy::Type { alias } => self.value(alias),
            IdlTypeDefTy::Enum { variants } => {
                let holds = variants.iter().position(|v| v.fields.is_some());
                let index = holds.unwrap_or(variants.len() - 1);
                self.out.push(index as u8);
                self.fields(variants[index].fields.as_ref());
            }
        }
    }
}
