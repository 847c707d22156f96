//! What a form says of an error that its sender can mend or wait out.

use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};

use crate::error::{Error, Refusal, Result};
use crate::platform::page::{Page, View};

/// A sentence for a form, and how it is answered.
#[derive(Debug)]
pub struct Told {
    /// What is said.
    pub refusal: Refusal,
    status: StatusCode,
    retry_after: Option<i64>,
}

impl Told {
    /// What a form says of an error; `too_many` is said when it was tried too often, with the
    /// `minutes` to wait. Errors that are no matter of the form go on.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "whatever else there is goes on as it came"
    )]
    pub fn of(error: Error, too_many: Refusal) -> Result<Self> {
        let retry_after = error.retry_after();
        let (refusal, status) = match error {
            Error::Refused(refusal) => (refusal, StatusCode::UNPROCESSABLE_ENTITY),
            Error::TooMany(wait) => {
                let refusal = too_many.naming("minutes", wait.minutes().to_string());
                (refusal, StatusCode::UNPROCESSABLE_ENTITY)
            }
            Error::Crowded(key) => (Refusal::new(key), StatusCode::SERVICE_UNAVAILABLE),
            other => return Err(other),
        };
        Ok(Self {
            refusal,
            status,
            retry_after,
        })
    }

    /// The page that says it.
    pub fn page<P: Page>(self, view: &View, page: &P) -> Result<HttpResponse> {
        let mut answer = view.page_as(self.status, page)?;
        if let Some(seconds) = self.retry_after {
            let after = (header::RETRY_AFTER, seconds.into());
            answer.headers_mut().insert(after.0, after.1);
        }
        Ok(answer)
    }
}

impl From<Refusal> for Told {
    fn from(refusal: Refusal) -> Self {
        Self {
            refusal,
            status: StatusCode::UNPROCESSABLE_ENTITY,
            retry_after: None,
        }
    }
}
