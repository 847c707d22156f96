//! A form of the desk that brings a file, with the session's token.

use std::time::Duration;

use actix_multipart::{Field, Multipart};
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use futures_util::TryStreamExt;
use futures_util::future::LocalBoxFuture;

use super::form::{Fields, MAX_BYTES, token_of};
use super::page::query_value;
use super::room::Room;
use crate::error::{Error, Result};

/// The largest file that is kept in hand; a list of an office is far smaller.
const MAX_FILE: usize = 5 * 1024 * 1024;
/// What is read to its end unseen, so that its sender gets an answer.
const MAX_PATIENCE: usize = 64 * 1024 * 1024;
/// The largest text field.
const MAX_TEXT: usize = 64 * 1024;
/// More fields than any form has.
const MAX_FIELDS: usize = 64;
/// A sender who takes longer holds a place for nothing.
const WHOLE: Duration = Duration::from_mins(5);

/// What a form carries whose file went by unread, or was read and not kept.
pub const LOST: &str = "photo_lost";

/// What was typed, and the file that was chosen.
#[derive(Debug, Default)]
pub struct WithFile {
    /// The texts.
    pub fields: Fields,
    /// The file; of one that is too large a little more than the largest.
    pub file: Option<Vec<u8>>,
    length: usize,
    parts: usize,
    words: usize,
    room: Room,
}

fn broken(e: impl std::fmt::Display) -> Error {
    tracing::info!(error = %e, "a form broke off");
    Error::BadRequest("platform-bad-encoding")
}

/// The texts of a form with files, written as one without: whoever has to say what became of it
/// reads no file a second time.
#[derive(Debug)]
pub struct Written(String);

impl Written {
    /// Of these texts, and of whether a file came with them.
    pub fn of(fields: &Fields, with_file: bool) -> Self {
        let written = |(name, value): &(String, String)| {
            format!("{}={}", query_value(name), query_value(value))
        };
        let mut all: Vec<String> = fields.pairs().iter().map(written).collect();
        if with_file {
            all.push(format!("{LOST}="));
        }
        Self(all.join("&"))
    }

    /// Leaves it with its request.
    pub fn leave(self, req: &HttpRequest) {
        req.extensions_mut().insert(self);
    }

    /// What was left with a request.
    pub fn take(req: &HttpRequest) -> Option<String> {
        let left = req.extensions_mut().remove::<Self>();
        left.map(|Self(texts)| texts)
    }
}

impl WithFile {
    /// Reads a form to its end; of one that breaks off, as far as it came.
    async fn read(&mut self, mut form: Multipart) -> Result<()> {
        while let Some(field) = self.next(&mut form).await? {
            if field.name() == Some("file") {
                self.keep(field).await?;
            } else {
                self.text(field).await?;
            }
        }
        Ok(())
    }

    /// The next field; no form has more than so many.
    async fn next(&mut self, form: &mut Multipart) -> Result<Option<Field>> {
        let next = form.try_next().await.map_err(broken)?;
        self.parts += usize::from(next.is_some());
        if self.parts > MAX_FIELDS {
            return Err(Error::BadRequest("platform-too-large"));
        }
        Ok(next)
    }

    async fn text(&mut self, mut field: Field) -> Result<()> {
        let name = field.name().unwrap_or_default().to_owned();
        let bytes = field
            .bytes(MAX_TEXT)
            .await
            .or(Err(Error::BadRequest("platform-too-large")))?
            .map_err(broken)?;
        let length = name.len() + bytes.len();
        self.words += length;
        if self.words > MAX_BYTES {
            return Err(Error::BadRequest("platform-too-large"));
        }
        self.room.take(length)?;
        let text = std::str::from_utf8(&bytes).map_err(broken)?;
        self.fields.push(&name, text);
        Ok(())
    }

    /// Lets a file go by; whether there was anything in it.
    async fn passes(&mut self, mut field: Field) -> Result<bool> {
        let before = self.length;
        while let Some(chunk) = field.try_next().await.map_err(broken)? {
            self.length += chunk.len();
            if self.length > MAX_PATIENCE {
                return Err(Error::BadRequest("platform-too-large"));
            }
        }
        Ok(self.length > before)
    }

    async fn keep(&mut self, mut field: Field) -> Result<()> {
        let mut file = Vec::new();
        while let Some(chunk) = field.try_next().await.map_err(broken)? {
            self.length += chunk.len();
            if self.length > MAX_PATIENCE {
                return Err(Error::BadRequest("platform-too-large"));
            }
            let room = (MAX_FILE + 1).saturating_sub(file.len());
            let kept = chunk.get(..room).unwrap_or(chunk.as_ref());
            self.room.take(kept.len())?;
            file.extend_from_slice(kept);
        }
        // A browser sends an empty file when none was chosen.
        if !file.is_empty() {
            self.file = Some(file);
        }
        Ok(())
    }
}

/// The texts of a form that brings files, and whether it brought one; the files go by unread.
#[derive(Debug, Default)]
pub struct Texts {
    /// What was typed.
    pub fields: Fields,
    /// Whether a file was chosen.
    pub with_file: bool,
}

impl Texts {
    /// Reads a form to its end.
    pub async fn read(form: Multipart) -> Result<Self> {
        let read = tokio::time::timeout(WHOLE, Self::read_all(form)).await;
        read.unwrap_or_else(|late| Err(broken(late)))
    }

    async fn read_all(mut form: Multipart) -> Result<Self> {
        let mut sent = WithFile::default();
        let mut with_file = false;
        while let Some(field) = sent.next(&mut form).await? {
            let is_file = field
                .content_disposition()
                .is_some_and(|it| it.get_filename().is_some());
            if is_file {
                with_file |= sent.passes(field).await?;
            } else {
                sent.text(field).await?;
            }
        }
        let fields = sent.fields;
        Ok(Self { fields, with_file })
    }
}

impl FromRequest for WithFile {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self>>;

    /// Reads the form and holds its token against the session's.
    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        if req.content_type() != "multipart/form-data" {
            let fields = Fields::from_request(req, payload);
            return Box::pin(async move {
                Ok(Self {
                    fields: fields.await?,
                    ..Self::default()
                })
            });
        }
        let (token, req) = (token_of(req), req.clone());
        let form = Multipart::from_request(&req, payload).into_inner();
        Box::pin(async move {
            let form = form.or(Err(Error::BadRequest("platform-bad-encoding")))?;
            let mut sent = Self::default();
            let read = tokio::time::timeout(WHOLE, sent.read(form)).await;
            Written::of(&sent.fields, sent.length > 0).leave(&req);
            read.unwrap_or_else(|late| Err(broken(late)))?;
            if sent.fields.carry(&token) {
                Ok(sent)
            } else {
                Err(Error::Forbidden)
            }
        })
    }
}
