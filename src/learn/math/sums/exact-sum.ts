const SPLITTER = 2 ** 27 + 1;

/**
 * A running sum of numbers and products, held as two float64: about 32 significant digits.
 * For residuals, where almost all digits cancel.
 *
 * Method: error-free sums (Knuth) and products (Dekker 1971). Numbers beyond ±2⁹⁹⁵ overflow in the products.
 */
export class ExactSum {
  #high = 0;
  #low = 0;

  add(value: number): this {
    const sum = this.#high + value;
    const part = sum - this.#high;
    this.#low += this.#high - (sum - part) + (value - part);
    this.#high = sum;
    return this;
  }

  addProduct(a: number, b: number): this {
    const product = a * b;
    const bigA = a * SPLITTER;
    const highA = bigA - (bigA - a);
    const lowA = a - highA;
    const bigB = b * SPLITTER;
    const highB = bigB - (bigB - b);
    const lowB = b - highB;
    this.#low += lowA * lowB - (product - highA * highB - lowA * highB - highA * lowB);
    return this.add(product);
  }

  get value(): number {
    return this.#high + this.#low;
  }
}
