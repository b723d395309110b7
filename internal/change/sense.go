package change

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"sync"

	"github.com/candor-site/candor/internal/parameter"
)

//go:embed senses.json
var sensesJSON []byte

// decision says which side of a parameter is the strong one.
type decision string

// The decisions, as senses.json explains them.
const (
	more    decision = "more"
	less    decision = "less"
	fewest  decision = "fewest"
	isTrue  decision = "true"
	isFalse decision = "false"
	ranked  decision = "ranked"
	neutral decision = "neutral"
)

// senses is the embedded table: the decision on each name of the vocabulary.
type senses struct {
	Decisions map[decision]string         `json:"decisions"`
	Ranks     map[parameter.Type][]string `json:"ranks"` // words from weak to strong
	Names     map[string]decision         `json:"names"`
}

// table returns the embedded table. It panics where the file that was built in
// is damaged, which no input can cause.
var table = sync.OnceValue(func() *senses {
	s := &senses{}
	if err := json.Unmarshal(sensesJSON, s); err != nil {
		panic(fmt.Sprintf("senses.json: %v", err))
	}
	return s
})

// decide returns the decision on a name; names that a site added are neutral.
func decide(name string) decision {
	if d, ok := table().Names[name]; ok {
		return d
	}
	return neutral
}

// direct returns which way two values of a parameter are to be read, by the
// senses that they state, else by the name. A sense that turned round says
// nothing any more, and a retention that is exact is neither floor nor deadline.
func direct(name string, old, now bound) decision {
	byName := decide(name)
	switch one, two := old.sense, now.sense; {
	case one == "" && two == "":
		return byName
	case one == parameter.AtLeast && two == parameter.AtMost, one == parameter.AtMost && two == parameter.AtLeast:
		return neutral
	case one == parameter.AtLeast && (two == one || two == ""), two == parameter.AtLeast && one == "":
		return more
	case one == parameter.AtMost && (two == one || two == ""), two == parameter.AtMost && one == "":
		return less
	case one == two && now.value.Type == parameter.Retention:
		return neutral
	}
	return byName
}
