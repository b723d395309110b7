package signature

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/sigstore/sigstore-go/pkg/bundle"
	"github.com/sigstore/sigstore-go/pkg/root"
	"github.com/sigstore/sigstore-go/pkg/verify"
)

// Root is whom keyless signatures are traced back to: certificate authorities,
// transparency logs and timestamp authorities.
type Root struct {
	material root.TrustedMaterial
}

// ParseRoot reads a trusted root (application/vnd.dev.sigstore.trustedroot+json).
func ParseRoot(data []byte) (r *Root, err error) {
	defer guard(&err)
	t, err := root.NewTrustedRootFromJSON(data)
	if err != nil {
		return nil, fault("it is no trusted root: %s", excerpt(err.Error()))
	}
	return &Root{t}, nil
}

// Seen says when others had seen a signature already. The zero Seen says
// nothing.
type Seen struct {
	At time.Time
	By string // for people
}

// Bundle verifies a Sigstore bundle (application/vnd.dev.sigstore.bundle) over
// a document. It returns the payload where the bundle holds a Statement rather
// than a signature over the exact bytes, the ids of the signers who made it, and
// when others saw it. A bundle with a certificate is traced back to a trusted
// root: the certificate held at the time that a log or a timestamp authority
// vouches for. One with a key is verified as Detached and DSSE do. Nothing is
// fetched. Errors are as in DSSE.
func Bundle(document, data []byte, signers []Signer, trusted *Root) (payload []byte, made []string, seen Seen, err error) {
	defer guard(&err)
	var b bundle.Bundle
	if err := b.UnmarshalJSON(data); err != nil {
		return nil, nil, Seen{}, fault("it is no Sigstore bundle: %s", excerpt(err.Error()))
	}
	how, err := b.VerificationContent()
	if err != nil {
		return nil, nil, Seen{}, fault("it does not say how to verify it: %s", excerpt(err.Error()))
	}
	what, err := b.SignatureContent()
	if err != nil {
		return nil, nil, Seen{}, fault("it holds no signature: %s", excerpt(err.Error()))
	}
	envelope := what.EnvelopeContent()
	switch {
	case how.Certificate() == nil && envelope == nil:
		made, err = Detached(document, what.Signature(), signers)
		return nil, made, Seen{}, err
	case how.Certificate() == nil:
		raw, err := json.Marshal(envelope.RawEnvelope())
		if err != nil {
			return nil, nil, Seen{}, err
		}
		payload, made, err = DSSE(raw, signers)
		return payload, made, Seen{}, err
	case envelope != nil:
		if envelope.RawEnvelope().PayloadType != StatementType {
			return nil, nil, Seen{}, fault("the payload type is %q, expected %q", excerpt(envelope.RawEnvelope().PayloadType), StatementType)
		}
		if payload, err = envelope.RawEnvelope().DecodeB64Payload(); err != nil {
			return nil, nil, Seen{}, fault("the payload is not in Base64")
		}
	}
	if trusted == nil {
		return payload, nil, Seen{}, &Unknown{"candor.yaml names no trusted root (sigstore.trusted_root)"}
	}
	artifact := verify.WithArtifact(bytes.NewReader(document))
	if envelope != nil {
		artifact = verify.WithoutArtifactUnsafe() // the caller compares the payload
	}
	made, seen, err = trusted.verify(&b, artifact, signers)
	return payload, made, seen, err
}

// verify traces a bundle back to the root and finds whose identity it bears.
func (r *Root) verify(entity verify.SignedEntity, artifact verify.ArtifactPolicyOption, signers []Signer) ([]string, Seen, error) {
	options := []verify.VerifierOption{verify.WithObserverTimestamps(1)}
	if len(r.material.CTLogs()) > 0 {
		options = append(options, verify.WithSignedCertificateTimestamps(1))
	}
	if entries, err := entity.TlogEntries(); err == nil && len(entries) > 0 {
		options = append(options, verify.WithTransparencyLog(1))
	}
	v, err := verify.NewVerifier(r.material, options...)
	if err != nil {
		return nil, Seen{}, err
	}
	result, err := v.Verify(entity, verify.NewPolicy(artifact, verify.WithoutIdentitiesUnsafe()))
	if err != nil {
		return nil, Seen{}, fault("it cannot be traced back to the trusted root: %s", excerpt(err.Error()))
	}
	if result.Signature == nil || result.Signature.Certificate == nil {
		return nil, Seen{}, errors.New("it bears no identity")
	}
	who := result.Signature.Certificate
	var made []string
	for _, s := range signers {
		if s.Identity != "" && s.Identity == who.SubjectAlternativeName && s.Issuer == who.Issuer {
			made = append(made, s.ID)
		}
	}
	if len(made) == 0 {
		return nil, Seen{}, &Unknown{fmt.Sprintf("candor.yaml lists no signer with the identity %q of %q", excerpt(who.SubjectAlternativeName), excerpt(who.Issuer))}
	}
	return made, witness(result.VerifiedTimestamps), nil
}

// witness is the earliest time that somebody vouches for.
func witness(stamps []verify.TimestampVerificationResult) Seen {
	var seen Seen
	for _, s := range stamps {
		if seen.At.IsZero() || s.Timestamp.Before(seen.At) {
			seen = Seen{s.Timestamp.UTC(), "a timestamp authority"}
			if s.Type == "Tlog" {
				seen.By = "a transparency log"
			}
		}
	}
	return seen
}

// guard turns a panic of the library into an error: it meets bytes that nobody
// vouches for.
func guard(err *error) {
	if recover() != nil {
		*err = errors.New("it cannot be read")
	}
}
