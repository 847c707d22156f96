//! Keys of the installation: random, made on first use, kept in the database, never shown.

use data_encoding::BASE32_NOPAD;
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};
use hmac::{Hmac, Mac};
use sha2::Sha256;

use super::db::{Conn, Db, System, Tx};
use super::secret;
use crate::error::{Error, Result};
use crate::schema::secrets;

/// A key that signs what leaves the house and must come back unchanged.
#[derive(Clone)]
pub struct Key(String);

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key")
    }
}

impl Key {
    /// A key made of the given text, for tests.
    pub fn of(text: &str) -> Self {
        Self(text.to_owned())
    }

    fn mac(&self, text: &str) -> Result<Hmac<Sha256>> {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.0.as_bytes()).map_err(Error::internal)?;
        mac.update(text.as_bytes());
        Ok(mac)
    }

    /// The signature of a text: 160 bits in 32 letters and digits.
    pub fn sign(&self, text: &str) -> Result<String> {
        let whole = self.mac(text)?.finalize().into_bytes();
        let short = whole.get(..20).unwrap_or(&whole);
        Ok(BASE32_NOPAD.encode(short).to_lowercase())
    }

    /// Whether the signature is this key's over the text.
    pub fn is_signed(&self, text: &str, signature: &str) -> Result<bool> {
        let sent = BASE32_NOPAD.decode(signature.to_uppercase().as_bytes());
        let mac = self.mac(text)?;
        Ok(sent.is_ok_and(|sent| sent.len() == 20 && mac.verify_truncated_left(&sent).is_ok()))
    }
}

/// The key under a name; made the first time somebody asks, and read once a process: it never
/// changes.
pub async fn load(db: &Db, name: &'static str) -> Result<Key> {
    if let Some(known) = db.known(name) {
        return Ok(Key(known));
    }
    let key = match db.read(move |conn| find(conn, name)).await? {
        Some(key) => key,
        None => {
            db.write(System("keys"), move |tx, _| make(tx, name))
                .await?
        }
    };
    db.know(name, key.0.clone());
    Ok(key)
}

fn find(conn: &mut Conn, name: &str) -> Result<Option<Key>> {
    let value: Option<String> = secrets::table
        .filter(secrets::name.eq(name))
        .select(secrets::value)
        .first(conn)
        .optional()?;
    Ok(value.map(Key))
}

/// Of two processes that ask at once, both get the key of the first.
fn make(tx: &mut Tx<'_>, name: &str) -> Result<Key> {
    let (value, now) = (secret::token() + &secret::token(), tx.now());
    crate::on_each_backend!(&mut **tx, |c| diesel::insert_into(secrets::table)
        .values((
            secrets::name.eq(name),
            secrets::value.eq(&value),
            secrets::created_at.eq(now),
        ))
        .on_conflict_do_nothing()
        .execute(c))?;
    find(tx, name)?.ok_or_else(|| Error::internal(format!("no key {name} after making it")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_fits_its_text_and_its_key_alone() {
        let (key, other) = (Key::of("one"), Key::of("two"));
        let signature = key.sign("text").unwrap();
        assert!(key.is_signed("text", &signature).unwrap());
        assert!(!key.is_signed("texts", &signature).unwrap());
        assert!(!other.is_signed("text", &signature).unwrap());
        assert!(!key.is_signed("text", "").unwrap());
        assert!(!key.is_signed("text", &signature[..8]).unwrap());
    }
}
