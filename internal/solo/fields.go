package solo

import (
	"bytes"
	"encoding/json"
)

// Fields is a JSON object whose fields keep their order, which is that of the
// case.
type Fields[T any] []Field[T]

// Field is one of them.
type Field[T any] struct {
	Name  string
	Value T
}

// MarshalJSON writes the object; no fields are {}.
func (f Fields[T]) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	b.WriteByte('{')
	for k, x := range f {
		if k > 0 {
			b.WriteByte(',')
		}
		if err := e.Encode(x.Name); err != nil {
			return nil, err
		}
		b.WriteByte(':')
		if err := e.Encode(x.Value); err != nil {
			return nil, err
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// Get is the value of a field, the zero value when there is none.
func (f Fields[T]) Get(name string) T {
	for _, x := range f {
		if x.Name == name {
			return x.Value
		}
	}
	var none T
	return none
}

func (f *Fields[T]) set(name string, value T) { *f = append(*f, Field[T]{name, value}) }
