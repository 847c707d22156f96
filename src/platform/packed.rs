//! Answers in fewer bytes for browsers that take them so.
//!
//! Only what is the same for everybody is packed. Where a page carries a secret beside something
//! that a visitor chose, its packed length tells of the secret: pages of who is signed in, forms with
//! their tokens and seals go out as they are.

use std::io::Write;
use std::sync::OnceLock;

use actix_web::http::header::{self, AcceptEncoding, Encoding, Header};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder};
use flate2::Compression;
use flate2::write::GzEncoder;

/// Less than this gains nothing.
const WORTH_IT: usize = 500;

/// A body for everybody: as it is, and packed once somebody takes it so.
#[derive(Debug)]
pub struct Packed {
    plain: Bytes,
    gzip: OnceLock<Option<Bytes>>,
}

impl Packed {
    /// A body that is the same for everybody and holds no secret.
    pub fn of(plain: impl Into<Bytes>) -> Self {
        Self {
            plain: plain.into(),
            gzip: OnceLock::new(),
        }
    }

    /// The body as it is.
    pub fn plain(&self) -> &Bytes {
        &self.plain
    }

    /// The answer with this body in the form that the browser takes.
    pub fn answer(&self, req: &HttpRequest, mut with: HttpResponseBuilder) -> HttpResponse {
        with.append_header((header::VARY, "Accept-Encoding"));
        let gzip = takes_gzip(req).then(|| self.gzip()).flatten();
        match gzip {
            Some(packed) => with
                .insert_header((header::CONTENT_ENCODING, "gzip"))
                .body(packed),
            None => with.body(self.plain.clone()),
        }
    }

    fn gzip(&self) -> Option<Bytes> {
        self.gzip.get_or_init(|| pack(&self.plain)).clone()
    }
}

/// The packed bytes, where they are fewer.
fn pack(plain: &Bytes) -> Option<Bytes> {
    if plain.len() < WORTH_IT {
        return None;
    }
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(plain).ok()?;
    let packed = encoder.finish().ok()?;
    (packed.len() < plain.len()).then(|| Bytes::from(packed))
}

/// Whether the browser says that it takes gzip, and takes it no less gladly than nothing packed.
fn takes_gzip(req: &HttpRequest) -> bool {
    if !req.headers().contains_key(header::ACCEPT_ENCODING) {
        return false;
    }
    let known = [Encoding::gzip(), Encoding::identity()];
    let accepted = AcceptEncoding::parse(req).ok();
    accepted.and_then(|accepted| accepted.negotiate(known.iter())) == Some(Encoding::gzip())
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    #[test]
    fn a_browser_gets_what_it_takes() {
        for (takes, gzip) in [
            ("gzip, deflate, br", true),
            ("br;q=1.0, gzip;q=0.8, *;q=0.1", true),
            ("GZIP", true),
            ("gzip;q=0", false),
            ("gzip;q=0, *", false),
            ("identity", false),
            ("br", false),
            ("", false),
            ("gzip;q=many", false),
        ] {
            let asked = TestRequest::get().insert_header(("accept-encoding", takes));
            assert_eq!(takes_gzip(&asked.to_http_request()), gzip, "{takes:?}");
        }
        assert!(!takes_gzip(&TestRequest::get().to_http_request()));
    }

    #[test]
    fn what_gets_no_smaller_goes_as_it_is() {
        assert!(pack(&Bytes::from_static(b"short")).is_none());
        let noise: Vec<u8> = (0..5_000_u32)
            .flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes())
            .collect();
        let packed = pack(&Bytes::from(noise.clone()));
        assert!(packed.is_none_or(|packed| packed.len() < noise.len()));
        assert!(pack(&Bytes::from(vec![b'a'; 5_000])).is_some_and(|packed| packed.len() < 100));
    }
}
