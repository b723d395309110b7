package memo

import (
	"reflect"

	"github.com/fxamacker/cbor/v2"
)

// Values are kept as CBOR (RFC 8949): unlike JSON it tells whole numbers from
// others, so that a plain tree comes back as it was.
var (
	encoding = must(cbor.EncOptions{Sort: cbor.SortBytewiseLexical, Time: cbor.TimeRFC3339Nano, TimeTag: cbor.EncTagRequired}.EncMode())
	decoding = must(cbor.DecOptions{
		DefaultMapType: reflect.TypeFor[map[string]any](), IntDec: cbor.IntDecConvertSignedOrFail, TimeTag: cbor.DecTagRequired,
		TimeTagToAny: cbor.TimeTagToTime,
	}.DecMode())
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err) // a mistake of the program
	}
	return v
}

// Marshal encodes a value: its exported fields, plain trees among them.
func Marshal(v any) ([]byte, error) { return encoding.Marshal(v) }

// Unmarshal decodes a value that Marshal encoded.
func Unmarshal(data []byte, v any) error { return decoding.Unmarshal(data, v) }
