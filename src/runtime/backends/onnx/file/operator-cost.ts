// Operators by their name, with the domain in front where it is not the standard one.

const words = (text: string): string[] => text.trim().split(/\s+/);

/**
 * Operators whose cost is about that of reading their inputs and weights, so that a small file of them is cheap.
 * None that makes much of little: whose output's size hangs on values, or that holds a graph.
 */
export const LIGHT_OPERATORS: ReadonlySet<string> = new Set([
  ...words(`
    Abs Acos Acosh Add And ArgMax ArgMin Asin Asinh Atan Atanh Cast CastLike Ceil Celu Clip Concat Constant Cos Cosh
    Div Dropout Elu Equal Erf Exp Flatten Floor Gather GatherElements Gelu Gemm Greater GreaterOrEqual HardSigmoid
    HardSwish Hardmax Identity IsInf IsNaN LayerNormalization LeakyRelu Less LessOrEqual Log LogSoftmax
    LpNormalization MatMul Max Mean MeanVarianceNormalization Min Mish Mod Mul Neg Not Or PRelu Pow Reciprocal
    ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceMax ReduceMean ReduceMin ReduceProd ReduceSum
    ReduceSumSquare Relu Reshape Round Selu Shape Sigmoid Sign Sin Sinh Size Slice Softmax Softplus Softsign Split
    Sqrt Squeeze Sub Sum Tan Tanh ThresholdedRelu TopK Transpose Unsqueeze Where Xor`),
  ...words(`
    ArrayFeatureExtractor Binarizer CategoryMapper FeatureVectorizer Imputer LabelEncoder LinearClassifier
    LinearRegressor Normalizer OneHotEncoder SVMClassifier SVMRegressor Scaler TreeEnsemble TreeEnsembleClassifier
    TreeEnsembleRegressor ZipMap`).map((name) => `ai.onnx.ml.${name}`),
]);

/** Operators that may take long, but always about as long for inputs of one shape: a trial tells. */
export const BOUNDED_OPERATORS: ReadonlySet<string> = new Set(
  words(`
    Attention AveragePool BatchNormalization Conv ConvInteger ConvTranspose CumSum DFT DeformConv DepthToSpace
    DequantizeLinear Det DynamicQuantizeLinear Einsum GRU GatherND GlobalAveragePool GlobalLpPool GlobalMaxPool
    GroupNormalization InstanceNormalization LRN LSTM LpPool MatMulInteger MaxPool QLinearConv QLinearMatMul
    QuantizeLinear RMSNormalization RNN RotaryEmbedding ScatterElements ScatterND SpaceToDepth Swish Trilu`),
);
