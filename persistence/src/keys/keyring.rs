//! The keys in use: organizations' keys, opened once and kept in memory.

use std::{
    collections::HashMap,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicU64, Ordering},
    },
};

use aws_lc_rs::hmac;
use domain::{
    ids::{OrganizationId, UserId},
    mint::Mint,
};
use zeroize::Zeroizing;

use super::{
    blind_index::BlindIndex,
    cipher::{self, Bytes, Cipher, KeyError},
    master::MasterKeys,
    sealed::{SealContext, Sealed, SubjectKey},
};

/// The key of one organization: it wraps subjects' keys and derives the keys of blind indexes.
pub struct OrganizationKey {
    organization: OrganizationId,
    cipher: Cipher,
    derivation: hmac::Key,
}

impl OrganizationKey {
    fn new(organization: OrganizationId, bytes: &Bytes) -> Result<Self, KeyError> {
        let derivation = hmac::Key::new(hmac::HMAC_SHA256, bytes.as_ref());
        Ok(Self {
            organization,
            cipher: Cipher::new(bytes)?,
            derivation,
        })
    }

    /// Makes the key of a subject, and its wrapped form for the `subject_keys` table.
    ///
    /// # Errors
    /// If the cipher refuses its input.
    pub fn create_subject(
        &self,
        mint: &dyn Mint,
        subject: UserId,
    ) -> Result<(Sealed, SubjectKey), KeyError> {
        let bytes = cipher::draw(mint);
        let wrapped = self
            .cipher
            .seal(mint, &self.subject_context(subject), bytes.as_ref())?;
        let key = SubjectKey {
            organization: self.organization,
            cipher: Cipher::new(&bytes)?,
        };
        Ok((Sealed(wrapped), key))
    }

    /// Opens the key of a subject.
    ///
    /// # Errors
    /// [`KeyError::DoesNotOpen`] if it was wrapped for another subject or organization.
    pub fn open_subject(&self, subject: UserId, wrapped: &Sealed) -> Result<SubjectKey, KeyError> {
        let bytes = self
            .cipher
            .unwrap_key(&self.subject_context(subject), &wrapped.0)?;
        Ok(SubjectKey {
            organization: self.organization,
            cipher: Cipher::new(&bytes)?,
        })
    }

    /// The blind index of a value in a column of this organization.
    pub fn index(&self, place: SealContext, value: &str) -> BlindIndex {
        BlindIndex::of(&self.derivation, place, value)
    }

    /// Seals a value that belongs to the organization and to no person.
    ///
    /// # Errors
    /// If the cipher refuses its input.
    pub fn seal(
        &self,
        mint: &dyn Mint,
        place: SealContext,
        row: uuid::Uuid,
        plain: &[u8],
    ) -> Result<Sealed, KeyError> {
        self.cipher
            .seal(mint, &place.bind(self.organization, row), plain)
            .map(Sealed)
    }

    /// Opens what [`Self::seal`] sealed.
    ///
    /// # Errors
    /// [`KeyError::DoesNotOpen`] if it was sealed for another place.
    pub fn open(
        &self,
        place: SealContext,
        row: uuid::Uuid,
        sealed: &Sealed,
    ) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        self.cipher
            .open(&place.bind(self.organization, row), &sealed.0)
    }

    /// Derives bytes for one purpose from this key and a message (HMAC-SHA-256).
    pub fn derive(&self, purpose: &'static str, message: &[u8]) -> Zeroizing<[u8; 32]> {
        let mut context = hmac::Context::with_key(&self.derivation);
        context.update(purpose.as_bytes());
        context.update(&[0]);
        context.update(message);
        let mut bytes = Zeroizing::new([0; 32]);
        for (byte, derived) in bytes.iter_mut().zip(context.sign().as_ref()) {
            *byte = *derived;
        }
        bytes
    }

    fn subject_context(&self, subject: UserId) -> Vec<u8> {
        SealContext::of("subject_keys", "wrapped").bind(self.organization, subject.uuid())
    }
}

/// The master keys, the organizations' keys opened so far, and the source of randomness.
pub struct Keyring {
    masters: MasterKeys,
    mint: Arc<dyn Mint>,
    opened: RwLock<HashMap<OrganizationId, Arc<OrganizationKey>>>,
    erasures: AtomicU64,
}

impl Keyring {
    /// A keyring with nothing opened yet.
    pub fn new(masters: MasterKeys, mint: Arc<dyn Mint>) -> Self {
        Self {
            masters,
            mint,
            opened: RwLock::default(),
            erasures: AtomicU64::new(0),
        }
    }

    pub(super) fn masters(&self) -> &MasterKeys {
        &self.masters
    }

    /// How many erasures this process has committed: each waits to be appended to the ledger.
    pub fn erasures(&self) -> u64 {
        self.erasures.load(Ordering::SeqCst)
    }

    /// Takes note of an erasure that is committed.
    pub(crate) fn note_erasure(&self) {
        self.erasures.fetch_add(1, Ordering::SeqCst);
    }

    /// The source of randomness.
    pub fn mint(&self) -> &dyn Mint {
        self.mint.as_ref()
    }

    /// The name of the master key that wraps.
    pub fn master_key_id(&self) -> &str {
        self.masters.current().id()
    }

    /// Makes the key of a new organization: the master key's id and the wrapped key.
    ///
    /// # Errors
    /// If the cipher refuses its input.
    pub fn create_organization(
        &self,
        organization: OrganizationId,
    ) -> Result<(String, Sealed), KeyError> {
        let bytes = cipher::draw(self.mint());
        self.wrap(organization, &bytes)
    }

    /// Opens the key of an organization.
    ///
    /// # Errors
    /// [`KeyError::UnknownMasterKey`] if the master key that wrapped it is not configured.
    pub fn open_organization(
        &self,
        organization: OrganizationId,
        master_key_id: &str,
        wrapped: &Sealed,
    ) -> Result<Arc<OrganizationKey>, KeyError> {
        let bytes = self.unwrap(organization, master_key_id, wrapped)?;
        Ok(Arc::new(OrganizationKey::new(organization, &bytes)?))
    }

    /// Keeps an opened key for later transactions: one whose row is committed.
    pub(crate) fn keep(&self, organization: OrganizationId, key: Arc<OrganizationKey>) {
        self.opened
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(organization, key);
    }

    /// The key of an organization, if it was opened before.
    pub fn opened(&self, organization: OrganizationId) -> Option<Arc<OrganizationKey>> {
        self.opened
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&organization)
            .map(Arc::clone)
    }

    /// Wraps an organization's key under the current master key; `None` if it already is.
    ///
    /// # Errors
    /// [`KeyError::UnknownMasterKey`] if the key that wrapped it is not configured.
    pub fn rewrap(
        &self,
        organization: OrganizationId,
        master_key_id: &str,
        wrapped: &Sealed,
    ) -> Result<Option<(String, Sealed)>, KeyError> {
        if master_key_id == self.masters.current().id() {
            return Ok(None);
        }
        let bytes = self.unwrap(organization, master_key_id, wrapped)?;
        self.wrap(organization, &bytes).map(Some)
    }

    fn wrap(
        &self,
        organization: OrganizationId,
        bytes: &Bytes,
    ) -> Result<(String, Sealed), KeyError> {
        let master = self.masters.current();
        let aad = Self::context(organization, master.id());
        let wrapped = master.cipher()?.seal(self.mint(), &aad, bytes.as_ref())?;
        Ok((master.id().to_owned(), Sealed(wrapped)))
    }

    fn unwrap(
        &self,
        organization: OrganizationId,
        master_key_id: &str,
        wrapped: &Sealed,
    ) -> Result<Bytes, KeyError> {
        let master = self.masters.find(master_key_id)?;
        master
            .cipher()?
            .unwrap_key(&Self::context(organization, master_key_id), &wrapped.0)
    }

    fn context(organization: OrganizationId, master_key_id: &str) -> Vec<u8> {
        let mut context =
            SealContext::of("organization_keys", "wrapped").bind(organization, uuid::Uuid::nil());
        context.extend_from_slice(master_key_id.as_bytes());
        context
    }
}
