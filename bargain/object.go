package bargain

import (
	"bytes"
	"encoding/json"
	"math"
)

// object writes a JSON object whose fields keep their order, which a map would
// lose. The zero object is empty.
type object struct {
	buf bytes.Buffer
	err error
}

func (o *object) field(name string, value any) {
	if o.err != nil {
		return
	}
	key, _ := json.Marshal(name) // a string never fails
	data, err := json.Marshal(value)
	if err != nil {
		o.err = err
		return
	}
	if o.buf.Len() > 0 {
		o.buf.WriteByte(',')
	}
	o.buf.Write(key)
	o.buf.WriteByte(':')
	o.buf.Write(data)
}

func (o *object) bytes() ([]byte, error) {
	if o.err != nil {
		return nil, o.err
	}
	return append(append([]byte{'{'}, o.buf.Bytes()...), '}'), nil
}

// gaps writes numbers with null for NaN, which JSON does not have.
type gaps []float64

func (g gaps) MarshalJSON() ([]byte, error) {
	values := make([]*float64, len(g))
	for i := range g {
		if !math.IsNaN(g[i]) {
			values[i] = &g[i]
		}
	}
	return json.Marshal(values)
}
